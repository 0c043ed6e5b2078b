package io.smsieve.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BrokerSetupTest {

  private static final Ports PORTS = new Ports(1, 2, 3, 4);
  private static final Options.Listening HERE =
      new Options.Listening("127.0.0.1", Optional.empty());
  private static final DataFolder FOLDER = new DataFolder(Path.of("/data"));

  @Test
  void shouldListenOnLoopbackOnlyWhenNothingElseIsSaid() {
    Properties properties = BrokerSetup.properties(Map.of(), HERE, PORTS, FOLDER);

    assertThat(properties)
        .containsEntry(
            "listeners", "CLIENTS://127.0.0.1:1,INTERNAL://127.0.0.1:2,CONTROLLER://127.0.0.1:3")
        .containsEntry("advertised.listeners", "CLIENTS://127.0.0.1:1,INTERNAL://127.0.0.1:2");
  }

  @Test
  void shouldListenElsewhereAndSayAnotherNameWhenAsked() {
    Options.Listening listening = new Options.Listening("0.0.0.0", Optional.of("broker:9092"));

    assertThat(BrokerSetup.properties(Map.of(), listening, PORTS, FOLDER))
        .containsEntry(
            "listeners", "CLIENTS://0.0.0.0:1,INTERNAL://127.0.0.1:2,CONTROLLER://127.0.0.1:3")
        .containsEntry("advertised.listeners", "CLIENTS://broker:9092,INTERNAL://127.0.0.1:2");
  }

  @Test
  void shouldNeedOneReplicaWhenTopicIsInternal() {
    Properties properties = BrokerSetup.properties(Map.of(), HERE, PORTS, FOLDER);

    assertThat(properties.stringPropertyNames())
        .filteredOn(name -> name.endsWith("replication.factor") || name.endsWith("min.isr"))
        .hasSize(6)
        .allSatisfy(name -> assertThat(properties.getProperty(name)).isEqualTo("1"));
  }

  @Test
  void shouldTakePropertyOfUserWhenBothSetIt() {
    Properties properties =
        BrokerSetup.properties(Map.of("num.io.threads", "7", "x", "y"), HERE, PORTS, FOLDER);

    assertThat(properties).containsEntry("num.io.threads", "7").containsEntry("x", "y");
  }
}
