package io.smsieve.replay.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What a replay has found so far, in a file, so that it can be taken up again: blocks that follow
 * each other, each with its length and check sum. A block that was not written to its end, since
 * the process was killed, is cut off; its records are read again.
 */
public final class Journal implements AutoCloseable {

  private static final byte[] MAGIC = "smsieve replay 1\n".getBytes(UTF_8);
  private static final int FRAME = 2 * Integer.BYTES;

  private final FileChannel channel;

  private Journal(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * A new journal in place of whatever is there.
   *
   * @param head what is asked, and the offsets
   * @throws RangeException if the file is in use
   */
  public static Journal create(Path file, byte[] head) throws IOException {
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    Journal journal = new Journal(open(file));
    try {
      journal.channel.truncate(0);
      journal.write(ByteBuffer.wrap(MAGIC));
      journal.append(head);
      return journal;
    } catch (IOException failed) {
      journal.close();
      throw failed;
    }
  }

  /**
   * A journal to go on with, at its head.
   *
   * @throws RangeException if there is none, or it is in use
   */
  public static Journal resume(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new RangeException(
          "expected the state of an interrupted replay with the same topic, range, bundles and"
              + " settings, found none at "
              + file
              + "; leave --resume out to begin");
    }
    Journal journal = new Journal(open(file));
    ByteBuffer magic = ByteBuffer.allocate(MAGIC.length);
    journal.readFully(magic);
    if (!Arrays.equals(magic.array(), MAGIC)) {
      journal.close();
      throw new RangeException("expected the state of a replay, found another file at " + file);
    }
    return journal;
  }

  private static FileChannel open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException inThisProcess) {
      // As if another process had it.
    }
    channel.close();
    throw new RangeException("expected a state that nobody uses, found another replay at " + file);
  }

  /**
   * The next block; behind the last whole one the file is cut off, so that it can be added to.
   *
   * @return empty at the end
   */
  public Optional<byte[]> next() throws IOException {
    long start = channel.position();
    ByteBuffer frame = ByteBuffer.allocate(FRAME);
    readFully(frame);
    if (!frame.hasRemaining()) {
      frame.flip();
      int length = frame.getInt();
      int sum = frame.getInt();
      if (length >= 0 && length <= channel.size() - channel.position()) {
        ByteBuffer block = ByteBuffer.allocate(length);
        readFully(block);
        if (sum == sum(block.array())) {
          return Optional.of(block.array());
        }
      }
    }
    channel.truncate(start);
    channel.position(start);
    return Optional.empty();
  }

  private void readFully(ByteBuffer buffer) throws IOException {
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = channel.read(buffer);
    }
  }

  /** Adds a block. */
  public void append(byte[] block) throws IOException {
    ByteBuffer framed = ByteBuffer.allocate(FRAME + block.length);
    framed.putInt(block.length).putInt(sum(block)).put(block).flip();
    write(framed);
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static int sum(byte[] block) {
    CRC32 sum = new CRC32();
    sum.update(block);
    return (int) sum.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
