package io.smsieve.stream.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/** Schemas without what only matters to generated Java classes. */
final class PortableSchema {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PortableSchema() {}

  /**
   * The same schema without {@code avro.java.string}, which the compiler adds to every string. Else
   * the registry would hold two versions, one of ours and one of everybody else's.
   */
  static Schema of(Schema schema) {
    try {
      JsonNode json = MAPPER.readTree(schema.toString());
      strip(json);
      return new Schema.Parser().parse(json.toString());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Avro writes a schema as JSON", impossible);
    }
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("avro.java.string");
    }
    node.forEach(PortableSchema::strip);
  }
}
