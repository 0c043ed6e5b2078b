package io.smsieve.stream.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smsieve.record.IncomingSms;
import io.smsieve.stream.deadletter.DeadLetterReason;
import io.smsieve.testing.InMemorySchemaRegistry;
import io.smsieve.testing.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordDecoderTest {

  private static final String NAMESPACE = "io.smsieve.record";

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final RecordEncoder<IncomingSms> encoder =
      new RecordEncoder<>(registry, "sms.incoming-value", IncomingSms.getClassSchema());
  private final RecordDecoder<IncomingSms> decoder =
      new RecordDecoder<>(registry, IncomingSms.class);

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "žluťoučký kůň", "汉字", "👩‍👩‍👧 \u0000 \uFFFD"})
  void shouldGiveBackWhatWasEncoded(String text) {
    IncomingSms message = Messages.of("m1", text);

    Decoded<IncomingSms> decoded = decoder.decode(encoder.encode(message));

    assertThat(decoded).isEqualTo(new Decoded.Value<>(message));
  }

  @Test
  void shouldGiveBackAMessageWithoutText() {
    IncomingSms message = Messages.of("m1", null);

    assertThat(decoder.decode(encoder.encode(message))).isEqualTo(new Decoded.Value<>(message));
  }

  @Test
  void shouldSayNullValueWhenThereIsNone() {
    assertReason(null, DeadLetterReason.NULL_VALUE);
  }

  @Test
  void shouldSayNotFramedWhenTheHeaderIsShortOrHasAnotherFirstByte() {
    assertReason(new byte[0], DeadLetterReason.NOT_FRAMED);
    assertReason(new byte[4], DeadLetterReason.NOT_FRAMED);
    assertReason("{\"text\":\"hi\"}".getBytes(UTF_8), DeadLetterReason.NOT_FRAMED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void shouldSayUnknownSchemaWhenTheRegistryHasNoSuchId(int id) {
    byte[] payload = payload();
    ByteBuffer.wrap(payload).putInt(1, id);

    assertReason(payload, DeadLetterReason.UNKNOWN_SCHEMA);
  }

  @Test
  void shouldSayMalformedAtEveryPlaceWhereAPayloadIsCutOff() {
    byte[] payload = payload();

    for (int length = 5; length < payload.length; length++) {
      assertReason(Arrays.copyOf(payload, length), DeadLetterReason.MALFORMED);
    }
  }

  @Test
  void shouldSayMalformedWhenBytesFollow() {
    byte[] payload = payload();

    assertReason(Arrays.copyOf(payload, payload.length + 1), DeadLetterReason.MALFORMED);
  }

  @Test
  void shouldSayMalformedWhenALengthClaimsGigabytes() throws IOException {
    registerIncoming();
    assertReason(framed(1, out -> out.writeLong(1_500_000_000)), DeadLetterReason.MALFORMED);
    assertReason(framed(1, out -> out.writeLong(Long.MAX_VALUE)), DeadLetterReason.MALFORMED);
    assertReason(framed(1, out -> out.writeLong(-1)), DeadLetterReason.MALFORMED);
  }

  @Test
  void shouldSayMalformedWhenTextIsNoUtf8() throws IOException {
    registerIncoming();
    byte[] overlong = {(byte) 0xc0, (byte) 0x80};
    byte[] surrogate = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
    byte[] cut = {(byte) 0xe2, (byte) 0x82};

    for (byte[] text : new byte[][] {overlong, surrogate, cut, {(byte) 0xff}}) {
      assertReason(message(text, out -> out.writeInt(0)), DeadLetterReason.MALFORMED);
    }
  }

  @Test
  void shouldReadMapsInBlocksWithAndWithoutSize() throws IOException {
    registerIncoming();
    byte[] text = {'h', 'i'};

    byte[] sized = message(text, out -> block(out, -1, 4L));
    byte[] wrongSize = message(text, out -> block(out, -1, 5L));

    assertThat(decoder.decode(sized)).isInstanceOf(Decoded.Value.class);
    assertReason(wrongSize, DeadLetterReason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 1_000_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE, -7})
  void shouldSayMalformedWhenAMapClaimsEntriesThatAreNotThere(long count) throws IOException {
    registerIncoming();

    assertReason(
        message(new byte[] {'h'}, out -> out.writeLong(count)), DeadLetterReason.MALFORMED);
  }

  @Test
  void shouldSayMalformedWhenItemsWithoutBytesAreClaimedByTheBillion() throws IOException {
    Schema nulls = SchemaBuilder.array().items().nullType();
    int id = registry.register("x", withExtra(nulls));

    byte[] payload = extra(id, out -> out.writeLong(4_000_000_000L));

    assertReason(payload, DeadLetterReason.MALFORMED);
  }

  @Test
  void shouldSayMalformedWhenARecursiveSchemaIsNestedDeep() throws IOException {
    Schema list =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"n\","
                    + "\"type\":[\"null\",\"L\"]}]}");
    int id = registry.register("x", withExtra(list));

    assertThat(decoder.decode(extra(id, out -> chain(out, 10)))).isInstanceOf(Decoded.Value.class);
    assertReason(extra(id, out -> chain(out, 500_000)), DeadLetterReason.MALFORMED);
  }

  @Test
  void shouldReadALaterVersionWithMoreFields() throws IOException {
    registerIncoming();
    int id = registry.register("x", withExtra(Schema.create(Schema.Type.INT)));

    assertThat(decoder.decode(extra(id, out -> out.writeInt(7))))
        .isEqualTo(decoder.decode(message(new byte[] {'h'}, out -> out.writeLong(0))));
  }

  @Test
  void shouldSayUnknownSchemaWhenItIsOneOfSomethingElse() {
    Schema other = SchemaBuilder.record("Other").fields().requiredString("id").endRecord();
    int id = registry.register("x", other);

    assertReason(ByteBuffer.allocate(6).putInt(1, id).array(), DeadLetterReason.UNKNOWN_SCHEMA);
  }

  @Test
  void shouldSayUnknownSchemaWhenTheUnitOfATimeDiffers() {
    String micros =
        IncomingSms.getClassSchema().toString().replace("timestamp-millis", "timestamp-micros");
    int id = registry.register("x", new Schema.Parser().parse(micros));
    byte[] payload = payload();
    ByteBuffer.wrap(payload).putInt(1, id);

    assertReason(payload, DeadLetterReason.UNKNOWN_SCHEMA);
  }

  @Test
  void shouldSayUnknownSchemaWhenTextIsDeclaredAsBytes() throws IOException {
    Schema bytes =
        SchemaBuilder.record("IncomingSms")
            .namespace(NAMESPACE)
            .fields()
            .requiredBytes("id")
            .requiredLong("receivedAt")
            .endRecord();
    int id = registry.register("x", bytes);

    assertReason(framed(id, out -> out.writeInt(0)), DeadLetterReason.UNKNOWN_SCHEMA);
  }

  @Test
  void shouldKeepReadingKnownSchemasWhileTheRegistryIsAway() {
    byte[] known = payload();
    decoder.decode(known);
    registry.setAway(true);

    assertThat(decoder.decode(known)).isInstanceOf(Decoded.Value.class);
    byte[] unknown = payload();
    ByteBuffer.wrap(unknown).putInt(1, 77);
    assertThatThrownBy(() -> decoder.decode(unknown))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void shouldReadWhatAnotherWriterEncodedFromThePublishedSchema() throws IOException {
    Schema published = PortableSchema.of(IncomingSms.getClassSchema());
    GenericData.Record record = new GenericData.Record(published);
    record.put("id", "m1");
    record.put("receivedAt", 1_767_323_045_678L);
    record.put("attributes", new java.util.HashMap<>());
    int id = registry.register("x", published);

    byte[] payload = framed(id, out -> new GenericDatumWriter<>(published).write(record, out));

    assertThat(decoder.decode(payload)).isInstanceOf(Decoded.Value.class);
  }

  private void assertReason(byte[] payload, DeadLetterReason reason) {
    assertThat(decoder.decode(payload)).isEqualTo(new Decoded.Malformed<>(reason));
  }

  private byte[] payload() {
    return encoder.encode(Messages.of("m1", "See you at 7 žß"));
  }

  private void registerIncoming() {
    assertThat(encoder.schemaId()).isEqualTo(1);
  }

  private interface Body {
    void write(BinaryEncoder out) throws IOException;
  }

  private static byte[] framed(int id, Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ByteBuffer.allocate(5).putInt(1, id).array());
    BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
    body.write(out);
    return bytes.toByteArray();
  }

  /** An IncomingSms of a text in bytes, and of whatever stands in place of the attributes. */
  private byte[] message(byte[] text, Body attributes) throws IOException {
    registerIncoming();
    return framed(1, out -> writeMessage(out, text, attributes));
  }

  private static void writeMessage(BinaryEncoder out, byte[] text, Body attributes)
      throws IOException {
    out.writeString("m1");
    out.writeInt(0);
    out.writeInt(0);
    out.writeInt(1);
    out.writeBytes(text);
    out.writeLong(0);
    attributes.write(out);
  }

  private static void block(BinaryEncoder out, long count, long size) throws IOException {
    out.writeLong(count);
    out.writeLong(size);
    out.writeString("a");
    out.writeString("b");
    out.writeLong(0);
  }

  /** A later version of IncomingSms with one more field, which the reader skips. */
  private static Schema withExtra(Schema type) {
    String schema = PortableSchema.of(IncomingSms.getClassSchema()).toString();
    String field = ",{\"name\":\"extra\",\"type\":" + type + "}]}";
    return new Schema.Parser().parse(schema.substring(0, schema.length() - 2) + field);
  }

  private byte[] extra(int id, Body extra) throws IOException {
    return framed(
        id,
        out -> {
          writeMessage(out, new byte[] {'h'}, attributes -> attributes.writeLong(0));
          extra.write(out);
        });
  }

  private static void chain(BinaryEncoder out, int depth) throws IOException {
    for (int i = 0; i < depth; i++) {
      out.writeInt(1);
    }
    out.writeInt(0);
  }
}
