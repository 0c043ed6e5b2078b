package io.smsieve.embedded.event;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the maps of members that keep their order, which {@link Map#of} does not. */
final class Fields {

  private Fields() {}

  static Map<String, Object> of(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }
}
