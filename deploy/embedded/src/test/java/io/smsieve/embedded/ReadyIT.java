package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ready launcher offers. One run serves all tests. */
class ReadyIT {

  private static final String SCHEMA = "{\"type\":\"string\"}";

  // A blank, because people have folders with blanks.
  @TempDir static Path folder;

  private static Run run;

  @BeforeAll
  static void start() throws IOException {
    run =
        Run.start(
            folder.resolve("a folder"),
            "--topic",
            "sms.incoming:3",
            "--topic",
            "sms.accuracy:1:cleanup.policy=compact,delete,segment.ms=60000",
            "--broker-property",
            "message.max.bytes=2000000",
            "--cpus",
            "1");
  }

  @AfterAll
  static void stop() throws Exception {
    run.close();
  }

  @Test
  void shouldNameEndpointsWhenReady() {
    assertThat(run.bootstrapServers()).matches("127\\.0\\.0\\.1:\\d+");
    assertThat(run.registryUrl()).matches("http://127\\.0\\.0\\.1:\\d+");
    assertThat(run.ready().get("registryApiUrl").asText())
        .isEqualTo(run.registryUrl() + "/apis/registry/v3");
    assertThat(run.ready().get("ccompatApiUrl").asText())
        .isEqualTo(run.registryUrl() + "/apis/ccompat/v7");
  }

  @Test
  void shouldCreateTopicsWithConfigsWhenMissing() throws Exception {
    run.ready();

    assertThat(run.events("topic"))
        .extracting(event -> event.get("topic").asText(), event -> event.get("created").asBoolean())
        .containsExactly(tuple("sms.incoming", true), tuple("sms.accuracy", true));
    Config config = config(ConfigResource.Type.TOPIC, "sms.accuracy");
    assertThat(config.get("cleanup.policy").value()).isEqualTo("compact,delete");
    assertThat(config.get("segment.ms").value()).isEqualTo("60000");
  }

  @Test
  void shouldPassBrokerPropertyWhenGiven() throws Exception {
    Config config = config(ConfigResource.Type.BROKER, "1");

    assertThat(config.get("message.max.bytes").value()).isEqualTo("2000000");
  }

  private static Config config(ConfigResource.Type type, String name)
      throws InterruptedException, ExecutionException {
    ConfigResource resource = new ConfigResource(type, name);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", run.bootstrapServers()))) {
      return admin.describeConfigs(List.of(resource)).all().get().get(resource);
    }
  }

  @Test
  void shouldDeliverRecordsWhenProduced() throws Exception {
    Records records = Records.at(run.bootstrapServers());

    records.write("sms.incoming", "hello");

    assertThat(records.read("sms.incoming", 1)).containsExactly("hello");
  }

  @Test
  void shouldGiveSchemaByIdWhenRegistered() throws Exception {
    Schemas schemas = new Schemas(run.registryUrl());

    int id = schemas.register("by-id-value", SCHEMA);

    assertThat(schemas.read(id)).isEqualTo(SCHEMA);
  }

  @Test
  void shouldFindSchemaInNativeApiWhenRegisteredInConfluentApi() throws Exception {
    Schemas schemas = new Schemas(run.registryUrl());

    int id = schemas.register("native-value", SCHEMA);

    assertThat(schemas.get("/apis/registry/v3/ids/contentIds/" + id).get("type").asText())
        .isEqualTo("string");
  }

  @Test
  void shouldListenOnLoopbackOnlyWhenReady() throws Exception {
    int kafka = URI.create("kafka://" + run.bootstrapServers()).getPort();
    int registry = URI.create(run.registryUrl()).getPort();

    for (InetAddress address :
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList()) {
      assertRefused(address, kafka);
      assertRefused(address, registry);
    }
  }

  private static void assertRefused(InetAddress address, int port) {
    assertThatThrownBy(() -> new Socket(address, port).close()).isInstanceOf(IOException.class);
  }
}
