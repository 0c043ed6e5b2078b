package io.smsieve.stream.avro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Encodes records in Confluent's framing. The schema is registered with the first record. Thread-
 * safe.
 *
 * @param <T> the generated record type
 */
public final class RecordEncoder<T extends SpecificRecord> {

  private static final int UNREGISTERED = -1;

  private final SchemaRegistry registry;
  private final String subject;
  private final Schema schema;
  private final SpecificData data;
  private volatile int id = UNREGISTERED;

  /**
   * An encoder for the records of one topic.
   *
   * @param subject the name under which the registry keeps the versions of the schema
   * @param schema the record type's schema
   */
  public RecordEncoder(SchemaRegistry registry, String subject, Schema schema) {
    this.registry = registry;
    this.subject = subject;
    this.schema = schema;
    this.data = SpecificData.getForSchema(schema);
  }

  /** The subject of a topic's values, by the convention that all clients have as their default. */
  public static String subjectOf(String topic) {
    return topic + "-value";
  }

  /**
   * Encodes a record.
   *
   * @throws RegistryUnavailableException when the schema cannot be registered for now; not after
   *     the first record
   * @throws SchemaRefusedException when the registry does not take the schema
   */
  public byte[] encode(T record) {
    int known = schemaId();
    ByteArrayOutputStream payload = new ByteArrayOutputStream(256);
    payload.write(0);
    payload.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(known).array());
    try {
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(payload, null);
      new SpecificDatumWriter<T>(schema, data).write(record, encoder);
    } catch (IOException impossible) {
      throw new UncheckedIOException("an array in memory cannot fail", impossible);
    }
    return payload.toByteArray();
  }

  /** Registers the schema unless that is done; spares the first record the wait. */
  public int schemaId() {
    if (id == UNREGISTERED) {
      // Two threads may both ask: they get the same answer.
      id = registry.register(subject, PortableSchema.of(schema));
    }
    return id;
  }
}
