package io.smsieve.stream.avro;

import io.smsieve.stream.deadletter.DeadLetterReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decodes payloads into records. A payload comes from anywhere and is believed nothing: it is
 * either exactly a record or a reason why not. Thread-safe.
 *
 * @param <T> the generated record type
 */
public final class RecordDecoder<T extends SpecificRecord> {

  private static final int HEADER_BYTES = 1 + Integer.BYTES;

  private final SchemaRegistry registry;
  private final Class<T> type;
  private final Schema reader;
  // Empty: a schema of something else. Ids that are not known are not kept here, they may become
  // known; the registry client spares the repeated question.
  private final Map<Integer, Optional<SpecificDatumReader<T>>> readers = new ConcurrentHashMap<>();

  /** A decoder that asks a registry for the schemas with which records were written. */
  public RecordDecoder(SchemaRegistry registry, Class<T> type) {
    this.registry = registry;
    this.type = type;
    this.reader = SpecificData.getForClass(type).getSchema(type);
  }

  /**
   * Decodes the value of a Kafka record.
   *
   * @param payload may be null, as a Kafka record's value may
   * @throws RegistryUnavailableException when the payload's schema is not known yet and the
   *     registry gives no answer: nothing can be said of the payload until it does
   */
  public Decoded<T> decode(byte[] payload) {
    if (payload == null) {
      return new Decoded.Malformed<>(DeadLetterReason.NULL_VALUE);
    }
    if (payload.length < HEADER_BYTES || payload[0] != 0) {
      return new Decoded.Malformed<>(DeadLetterReason.NOT_FRAMED);
    }
    Optional<SpecificDatumReader<T>> datumReader;
    try {
      datumReader = datumReader(ByteBuffer.wrap(payload).getInt(1));
    } catch (UnknownSchemaException unknown) {
      datumReader = Optional.empty();
    }
    return datumReader
        .map(found -> body(payload, found))
        .orElseGet(() -> new Decoded.Malformed<>(DeadLetterReason.UNKNOWN_SCHEMA));
  }

  private Optional<SpecificDatumReader<T>> datumReader(int id) {
    Optional<SpecificDatumReader<T>> known = readers.get(id);
    if (known != null) {
      return known;
    }
    Schema writer = registry.schemaById(id);
    Optional<SpecificDatumReader<T>> made =
        SchemaMatch.readable(reader, writer)
            ? Optional.of(new SpecificDatumReader<>(writer, reader, SpecificData.getForClass(type)))
            : Optional.empty();
    readers.put(id, made);
    return made;
  }

  private Decoded<T> body(byte[] payload, SpecificDatumReader<T> datumReader) {
    // Avro's reader is only given what has passed this: see there.
    if (PayloadCheck.follows(payload, HEADER_BYTES, datumReader.getSchema())) {
      try {
        int length = payload.length - HEADER_BYTES;
        return new Decoded.Value<>(
            datumReader.read(
                null, DecoderFactory.get().binaryDecoder(payload, HEADER_BYTES, length, null)));
      } catch (IOException | AvroRuntimeException unreadable) {
        // A symbol or a branch of a union that this version of the record does not know. What Avro
        // says of it may quote the payload.
      }
    }
    return new Decoded.Malformed<>(DeadLetterReason.MALFORMED);
  }
}
