package io.smsieve.stream.avro;

import io.smsieve.record.IncomingSms;
import io.smsieve.record.LabelledExample;
import io.smsieve.testing.InMemorySchemaRegistry;
import io.smsieve.testing.Messages;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** What any bytes must do in the decoder; {@code deploy/fuzz-guided decoder} looks for breaches. */
public final class DecoderTarget {

  private static final InMemorySchemaRegistry REGISTRY = new InMemorySchemaRegistry();
  private static final RecordEncoder<IncomingSms> ENCODER =
      new RecordEncoder<>(REGISTRY, "in", IncomingSms.getClassSchema());
  private static final RecordEncoder<LabelledExample> EXAMPLES =
      new RecordEncoder<>(REGISTRY, "ex", LabelledExample.getClassSchema());
  private static final byte[] GOOD = ENCODER.encode(Messages.of("m1", "Grüße, see you at 7 👋"));
  private static final RecordDecoder<IncomingSms> DECODER =
      new RecordDecoder<>(REGISTRY, IncomingSms.class);
  private static final RecordDecoder<LabelledExample> EXAMPLE_DECODER =
      new RecordDecoder<>(REGISTRY, LabelledExample.class);

  static {
    EXAMPLES.schemaId();
  }

  private DecoderTarget() {}

  /** Good payloads to begin with. */
  public static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    seeds.add(GOOD.clone());
    seeds.add(ENCODER.encode(Messages.of("", "")));
    seeds.add(ENCODER.encode(Messages.of("x".repeat(100), "text ".repeat(400))));
    return seeds;
  }

  /**
   * Either refused, or a value that comes out the same when it is written and read again.
   *
   * @param data any bytes
   */
  public static void fuzzerTestOneInput(byte[] data) {
    again(DECODER, ENCODER, data);
    again(EXAMPLE_DECODER, EXAMPLES, data);
  }

  private static <T extends SpecificRecord> void again(
      RecordDecoder<T> decoder, RecordEncoder<T> encoder, byte[] data) {
    if (decoder.decode(data) instanceof Decoded.Value<T> first) {
      Decoded<T> second = decoder.decode(encoder.encode(first.value()));
      if (!(second instanceof Decoded.Value<T> value) || !value.value().equals(first.value())) {
        throw new AssertionError("a value that was read cannot be written and read again");
      }
    }
  }
}
