package io.smsieve.embedded.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

/** The broker's compressions, those with native libraries above all. */
final class Codecs {

  private static final byte[] SAMPLE = new byte[256];

  private Codecs() {}

  /**
   * Uses each once, so that its library is unpacked now. Where that fails for want of room Java
   * does not try again, and the broker would refuse every batch of that compression until its end;
   * this way it is started again until there is room.
   *
   * @throws IOException if one cannot be used
   */
  static void load() throws IOException {
    for (CompressionType type :
        List.of(CompressionType.ZSTD, CompressionType.SNAPPY, CompressionType.LZ4)) {
      try {
        use(Compression.of(type).build());
      } catch (LinkageError | KafkaException failed) {
        throw new IOException(
            "expected that the compression "
                + type.name
                + " can unpack its library to "
                + System.getProperty("java.io.tmpdir")
                + ", found that it cannot; make room there",
            failed);
      }
    }
  }

  private static void use(Compression compression) throws IOException {
    ByteBufferOutputStream buffer = new ByteBufferOutputStream(2 * SAMPLE.length);
    try (OutputStream out = compression.wrapForOutput(buffer, RecordBatch.CURRENT_MAGIC_VALUE)) {
      out.write(SAMPLE);
    }
    ByteBuffer written = buffer.buffer();
    written.flip();
    try (InputStream in =
        compression.wrapForInput(
            written, RecordBatch.CURRENT_MAGIC_VALUE, BufferSupplier.NO_CACHING)) {
      in.readNBytes(SAMPLE.length);
    }
  }
}
