package io.smsieve.stream.avro;

import io.smsieve.record.IncomingSms;
import io.smsieve.record.LabelledSms;
import io.smsieve.testing.InMemorySchemaRegistry;
import io.smsieve.testing.Messages;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;

/** Decodes random and damaged payloads; a process of its own, so that its heap can be small. */
public final class PayloadFuzz {

  private PayloadFuzz() {}

  /**
   * Decodes.
   *
   * @param arguments seed and number of payloads
   */
  public static void main(String... arguments) {
    Random random = new Random(Long.parseLong(arguments[0]));
    InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    RecordEncoder<IncomingSms> encoder =
        new RecordEncoder<>(registry, "a", IncomingSms.getClassSchema());
    byte[] good = encoder.encode(Messages.of("m1", "Grüße, see you at 7 👋"));
    registry.register("b", PortableSchema.of(LabelledSms.getClassSchema()));
    registry.register("c", hostile());
    RecordDecoder<IncomingSms> decoder = new RecordDecoder<>(registry, IncomingSms.class);
    long values = 0;
    long refused = 0;
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      if (decoder.decode(payload(random, good)) instanceof Decoded.Value<IncomingSms> value) {
        values += value.value().hashCode() == 0 ? 0 : 1;
      } else {
        refused++;
      }
    }
    System.out.println("values " + values + " refused " + refused);
  }

  /** A later version whose extra field takes as much as its writer likes to claim. */
  private static Schema hostile() {
    String schema = PortableSchema.of(IncomingSms.getClassSchema()).toString();
    String field =
        ",{\"name\":\"extra\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"array\","
            + "\"items\":\"null\"}}}]}";
    return new Schema.Parser().parse(schema.substring(0, schema.length() - 2) + field);
  }

  private static byte[] payload(Random random, byte[] good) {
    if (random.nextInt(4) == 0) {
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      return framed(random, noise);
    }
    byte[] damaged = Arrays.copyOf(good, random.nextInt(good.length * 2));
    for (int i = random.nextInt(6); i > 0 && damaged.length > 5; i--) {
      damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt(256);
    }
    // A cut or longer payload is nearly always refused: leave a part as long as it was.
    return framed(random, random.nextBoolean() ? damaged : flipped(random, good));
  }

  private static byte[] flipped(Random random, byte[] good) {
    byte[] damaged = good.clone();
    damaged[5 + random.nextInt(damaged.length - 5)] ^= (byte) (1 << random.nextInt(8));
    return damaged;
  }

  private static byte[] framed(Random random, byte[] payload) {
    if (payload.length >= 5) {
      payload[0] = 0;
      payload[1] = 0;
      payload[2] = 0;
      payload[3] = 0;
      payload[4] = (byte) (random.nextInt(8) == 0 ? 1 + random.nextInt(4) : 1);
    }
    return payload;
  }
}
