package io.smsieve.stream.avro;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Whether what was written with one schema can be read with another and means the same. */
final class SchemaMatch {

  private SchemaMatch() {}

  /**
   * Avro's own rules, and two of ours: units must agree (Avro reads microseconds as milliseconds
   * without a word), and bytes are no text (Avro would put U+FFFD in place of what is no UTF-8).
   */
  static boolean readable(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
            == SchemaCompatibilityType.COMPATIBLE
        && sameMeaning(reader, writer);
  }

  private static boolean sameMeaning(Schema reader, Schema writer) {
    if (writer.isUnion()) {
      return writer.getTypes().stream().allMatch(branch -> sameMeaning(reader, branch));
    }
    if (reader.isUnion()) {
      return reader.getTypes().stream()
          .anyMatch(
              branch ->
                  SchemaCompatibility.checkReaderWriterCompatibility(branch, writer).getType()
                          == SchemaCompatibilityType.COMPATIBLE
                      && sameMeaning(branch, writer));
    }
    return switch (reader.getType()) {
      case RECORD -> sameFields(reader, writer);
      case ARRAY -> sameMeaning(reader.getElementType(), writer.getElementType());
      case MAP -> sameMeaning(reader.getValueType(), writer.getValueType());
      case STRING -> writer.getType() == Schema.Type.STRING;
      default -> sameUnit(reader, writer);
    };
  }

  private static boolean sameFields(Schema reader, Schema writer) {
    return reader.getFields().stream()
        .filter(field -> writer.getField(field.name()) != null)
        .allMatch(field -> sameMeaning(field.schema(), writer.getField(field.name()).schema()));
  }

  private static boolean sameUnit(Schema reader, Schema writer) {
    String expected = reader.getProp("logicalType");
    String found = writer.getProp("logicalType");
    // A writer that does not say is believed to follow the documentation of the field.
    return expected == null || found == null || expected.equals(found);
  }
}
