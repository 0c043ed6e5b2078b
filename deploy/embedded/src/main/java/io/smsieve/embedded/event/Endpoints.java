package io.smsieve.embedded.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Where clients on this machine find what runs; a part that does not run has no port.
 *
 * @param host the address that both listen on, or one of those
 * @param brokerPort the broker's port for clients
 * @param registryPort the registry's HTTP port
 */
public record Endpoints(String host, OptionalInt brokerPort, OptionalInt registryPort) {

  /** The address that anything listens on unless told otherwise. */
  public static final String HOST = "127.0.0.1";

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    brokerPort.ifPresent(port -> fields.put("bootstrapServers", host + ":" + port));
    registryPort.ifPresent(
        port -> {
          String url = "http://" + host + ":" + port;
          fields.put("registryUrl", url);
          fields.put("registryApiUrl", url + "/apis/registry/v3");
          fields.put("ccompatApiUrl", url + "/apis/ccompat/v7");
        });
    return fields;
  }

  String sentence() {
    return fields().entrySet().stream()
        .filter(field -> !field.getKey().contains("Api"))
        .map(field -> field.getKey() + " " + field.getValue())
        .collect(Collectors.joining(", "));
  }
}
