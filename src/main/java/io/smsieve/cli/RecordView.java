package io.smsieve.cli;

import io.smsieve.record.Alert;
import io.smsieve.record.DiscreetRecord;
import io.smsieve.record.IncomingSms;
import io.smsieve.record.LabelledExample;
import io.smsieve.record.LabelledSms;
import io.smsieve.record.TrafficWindow;
import io.smsieve.record.WindowedAccuracy;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.avro.SchemaRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Payloads of any of our topics as fields to be printed. */
final class RecordView {

  private final List<RecordDecoder<? extends DiscreetRecord>> decoders;
  private final boolean showText;

  /**
   * A view.
   *
   * @param showText whether texts and numbers are among the fields
   */
  RecordView(SchemaRegistry registry, boolean showText) {
    this.showText = showText;
    this.decoders =
        Stream.of(
                LabelledSms.class,
                IncomingSms.class,
                LabelledExample.class,
                WindowedAccuracy.class,
                TrafficWindow.class,
                Alert.class)
            .<RecordDecoder<? extends DiscreetRecord>>map(
                type -> new RecordDecoder<>(registry, type))
            .toList();
  }

  /** The record of a payload, if it is one of ours. */
  Optional<DiscreetRecord> read(byte[] payload) {
    for (RecordDecoder<? extends DiscreetRecord> decoder : decoders) {
      if (decoder.decode(payload) instanceof Decoded.Value<? extends DiscreetRecord> value) {
        return Optional.of(value.value());
      }
    }
    return Optional.empty();
  }

  /** A record's fields by name; personal ones only where texts are shown. */
  Map<String, Object> fields(DiscreetRecord record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Schema.Field field : record.getSchema().getFields()) {
      if (showText || DiscreetRecord.mayShow(field)) {
        fields.put(field.name(), plain(record.get(field.pos())));
      }
    }
    return fields;
  }

  private Object plain(Object value) {
    if (value instanceof DiscreetRecord record) {
      return fields(record);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(this::plain).toList();
    }
    boolean json = value == null || value instanceof Number || value instanceof Boolean;
    return json || value instanceof Map ? value : value.toString();
  }
}
