package io.smsieve.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemasTest {

  private static final Path RELEASED =
      Path.of(System.getProperty("basedir", ""), "schemas", "released");

  static Stream<Schema> current() {
    return Stream.of(
        IncomingSms.getClassSchema(),
        LabelledSms.getClassSchema(),
        LabelledExample.getClassSchema(),
        WindowedAccuracy.getClassSchema(),
        TrafficWindow.getClassSchema(),
        Alert.getClassSchema());
  }

  static Stream<Path> released() throws IOException {
    try (Stream<Path> files = Files.walk(RELEASED)) {
      return files.filter(file -> file.toString().endsWith(".avsc")).toList().stream();
    }
  }

  @Test
  void shouldHaveReleasedSchemas() throws IOException {
    assertThat(released()).hasSizeGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("released")
  void shouldReadAndBeReadByEveryReleasedVersion(Path file) throws IOException {
    Schema old = new Schema.Parser().parse(file.toFile());
    Schema now =
        current()
            .filter(schema -> schema.getFullName().equals(old.getFullName()))
            .findAny()
            .orElseThrow();

    assertThat(compatibility(now, old)).as("today's reader").isEqualTo("COMPATIBLE");
    assertThat(compatibility(old, now)).as("the old reader").isEqualTo("COMPATIBLE");
  }

  private static String compatibility(Schema reader, Schema writer) {
    SchemaCompatibility.SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    return pair.getType() == SchemaCompatibilityType.COMPATIBLE
        ? "COMPATIBLE"
        : pair.getResult().toString();
  }

  @ParameterizedTest
  @MethodSource("current")
  void shouldDocumentEveryFieldAndSayOfEveryTextWhetherItIsPersonal(Schema schema) {
    for (Schema record : records(schema, new ArrayList<>())) {
      for (Schema.Field field : record.getFields()) {
        assertThat(field.doc()).as("%s.%s", record.getName(), field.name()).isNotBlank();
        if (field.schema().getType() == Schema.Type.STRING
            || field.schema().getType() == Schema.Type.MAP
            || field.schema().toString().contains("\"string\"")) {
          if (records(field.schema(), new ArrayList<>()).isEmpty()) {
            assertThat(field.getObjectProp("personal"))
                .as("%s.%s: personal", record.getName(), field.name())
                .isInstanceOf(Boolean.class);
          }
        }
      }
    }
  }

  private static List<Schema> records(Schema schema, List<Schema> found) {
    switch (schema.getType()) {
      case RECORD -> {
        if (!found.contains(schema)) {
          found.add(schema);
          schema.getFields().forEach(field -> records(field.schema(), found));
        }
      }
      case ARRAY -> records(schema.getElementType(), found);
      case MAP -> records(schema.getValueType(), found);
      case UNION -> schema.getTypes().forEach(type -> records(type, found));
      case ENUM -> assertThat(schema.getEnumDefault()).as(schema.getName()).isNotNull();
      default -> {}
    }
    return found;
  }
}
