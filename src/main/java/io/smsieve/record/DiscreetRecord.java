package io.smsieve.record;

import java.util.StringJoiner;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Base of the records that are generated from {@code schemas/}. Its {@link #toString()} can be
 * logged: it says {@code hidden} in place of every text that the schema does not declare {@code
 * "personal": false}.
 *
 * <p>The compiler takes a base class as an option. A template of our own would be a copy of 700
 * lines to keep in step with Avro, and a replacement in generated sources would have to know their
 * text.
 */
public abstract class DiscreetRecord extends SpecificRecordBase {

  private static final String HIDDEN = "hidden";

  /** The record's name and fields; personal ones without their value. */
  @Override
  public final String toString() {
    StringJoiner fields = new StringJoiner(", ", getSchema().getName() + "{", "}");
    for (Schema.Field field : getSchema().getFields()) {
      Object value = get(field.pos());
      boolean shown = value == null || mayShow(field);
      fields.add(field.name() + "=" + (shown ? value : HIDDEN));
    }
    return fields.toString();
  }

  /** Whether a field may be shown to everybody: it is declared so, or cannot hold a text. */
  public static boolean mayShow(Schema.Field field) {
    Object personal = field.getObjectProp("personal");
    // What can hold a text is hidden until somebody has thought about it and said otherwise.
    return personal == null ? !holdsText(field.schema()) : Boolean.FALSE.equals(personal);
  }

  private static boolean holdsText(Schema schema) {
    return switch (schema.getType()) {
      case STRING, BYTES, FIXED, MAP -> true;
      case ARRAY -> holdsText(schema.getElementType());
      case UNION -> schema.getTypes().stream().anyMatch(DiscreetRecord::holdsText);
      // A record within answers for its own fields.
      default -> false;
    };
  }
}
