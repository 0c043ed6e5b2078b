package io.smsieve.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.record.IncomingSms;
import io.smsieve.stream.avro.RecordEncoder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of all the kinds that nobody should send. Each has its number in a header. */
public final class HostileRecords {

  /** The header with the number, in decimal digits. */
  public static final String NUMBER = "fuzz-number";

  private static final int FRAME_BYTES = 5;
  private static final int LONGEST_TEXT = 1_000_000;
  private static final long YEAR_9999_MILLIS = 253_402_300_799_000L;
  private static final String[] PIECES = {
    "free", "vote", " ", "\u0000", "\u0007", "\u001b[2J", "\u202e", "\u200b", "\ud83d\udc4b",
        "\r\n",
    "[SEP]", "<|eot_id|>", "é", "ｆｒｅｅ", "\ufffd", "\uffff", "日本", "\u0301", "${x}", "%s",
  };

  private final Random random;
  private final String topic;
  private final RecordEncoder<IncomingSms> encoder;

  /** Records for a topic; the same again for the same seed. */
  public HostileRecords(long seed, String topic, RecordEncoder<IncomingSms> encoder) {
    this.random = new Random(seed);
    this.topic = topic;
    this.encoder = encoder;
  }

  /** The next one. */
  public ProducerRecord<byte[], byte[]> next(int number) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, null, time(), key(), value(number));
    record.headers().add(NUMBER, Integer.toString(number).getBytes(UTF_8));
    if (number % 1_000 == 7) {
      for (int i = 0; i < 3_000; i++) {
        record.headers().add("h" + i % 10, i % 3 == 0 ? null : noise(20));
      }
    }
    return record;
  }

  // Kafka's producer refuses negative times; receivedAt has them.
  private Long time() {
    return switch (random.nextInt(6)) {
      case 0 -> 0L;
      case 1 -> YEAR_9999_MILLIS;
      case 2 -> Long.MAX_VALUE;
      default -> System.currentTimeMillis();
    };
  }

  private byte[] key() {
    return switch (random.nextInt(5)) {
      case 0 -> null;
      case 1 -> new byte[0];
      default -> noise(30);
    };
  }

  private byte[] value(int number) {
    if (number % 2_000 == 13) {
      return encoder.encode(message(number, "x".repeat(random.nextInt(LONGEST_TEXT))));
    }
    byte[] good = encoder.encode(message(number, text()));
    return switch (random.nextInt(9)) {
      case 0 -> noise(400);
      case 1 -> null;
      case 2 -> Arrays.copyOf(good, random.nextInt(good.length));
      case 3 -> Arrays.copyOf(good, good.length + 1 + random.nextInt(50));
      case 4 -> withId(good, random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(200));
      case 5 -> hostileLength(good);
      case 6 -> flipped(good);
      default -> good;
    };
  }

  private IncomingSms message(int number, String text) {
    long[] times = {Long.MIN_VALUE / 2_000_000, -1, 0, YEAR_9999_MILLIS, 1_700_000_000_000L};
    return IncomingSms.newBuilder(Messages.of("m" + number, text))
        .setReceivedAt(Instant.ofEpochMilli(times[random.nextInt(times.length)]))
        .setSender(random.nextBoolean() ? null : text())
        .setAttributes(random.nextInt(4) == 0 ? Map.of("a" + text(), text(), "", "") : Map.of())
        .build();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private byte[] noise(int most) {
    byte[] noise = new byte[random.nextInt(most)];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] withId(byte[] payload, int id) {
    return ByteBuffer.wrap(payload.clone()).putInt(1, id).array();
  }

  /** The first field is a string: a claim of up to 2^62 bytes, or a negative number of them. */
  private byte[] hostileLength(byte[] payload) {
    byte[] hostile = payload.clone();
    int bytes = 1 + random.nextInt(9);
    for (int i = 0; i < bytes && FRAME_BYTES + i < hostile.length; i++) {
      hostile[FRAME_BYTES + i] = (byte) (i == bytes - 1 ? random.nextInt(128) : -1);
    }
    return hostile;
  }

  /** Among what comes of it: lone surrogates and other malformed UTF-8. */
  private byte[] flipped(byte[] payload) {
    byte[] flipped = payload.clone();
    byte[] surrogate = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
    if (random.nextBoolean() && payload.length > 20) {
      System.arraycopy(surrogate, 0, flipped, payload.length / 2, surrogate.length);
    } else {
      int place = FRAME_BYTES + random.nextInt(payload.length - FRAME_BYTES);
      flipped[place] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }
}
