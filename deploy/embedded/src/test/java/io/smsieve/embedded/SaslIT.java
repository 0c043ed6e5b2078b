package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe of the README for a broker that asks for a password. */
class SaslIT {

  private static final String MODULE =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  @TempDir Path data;

  @Test
  void shouldAdmitOnlyKnownUserWhenClientsListenerIsSasl() throws Exception {
    try (Run run =
        Run.start(
            data,
            "--only",
            "broker",
            "--topic",
            "guarded:1",
            "--broker-property",
            "listener.security.protocol.map="
                + "CLIENTS:SASL_PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "--broker-property",
            "sasl.enabled.mechanisms=PLAIN",
            "--broker-property",
            "listener.name.clients.plain.sasl.jaas.config=" + MODULE + " user_alice=\"secret\";")) {
      Records records = new Records(client(run.bootstrapServers(), "secret"));
      records.write("guarded", "hello");
      assertThat(records.read("guarded", 1)).containsExactly("hello");

      try (Admin admin = Admin.create(client(run.bootstrapServers(), "wrong"))) {
        assertThatThrownBy(() -> admin.describeCluster().clusterId().get())
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(SaslAuthenticationException.class);
      }
    }
  }

  private static Map<String, Object> client(String bootstrapServers, String password) {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers,
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        MODULE + " username=\"alice\" password=\"" + password + "\";");
  }
}
