package io.smsieve.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smsieve.testing.TestSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.errors.TopologyException;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.junit.jupiter.api.Test;

class StreamSettingsTest {

  private static final String MAIN = "main.consumer.interceptor.classes";

  @Test
  void shouldBeExactlyOnceWhateverTheUserSays() {
    Properties settings =
        of(Map.of("processing.guarantee", "at_least_once", "application.id", "other"));
    assertThat(settings)
        .containsEntry("processing.guarantee", StreamsConfig.EXACTLY_ONCE_V2)
        .containsEntry("application.id", "app");
  }

  @Test
  void shouldLetTheUserChangeWhatMayBeChanged() {
    assertThat(of(Map.of("producer.linger.ms", "0"))).containsEntry("producer.linger.ms", "0");
  }

  @Test
  void shouldKeepTheUsersInterceptorsBeforeOurs() {
    String ours = PollInterceptor.class.getName();
    assertThat(of(Map.of())).containsEntry(MAIN, ours);
    assertThat(of(Map.of("interceptor.classes", "a.B"))).containsEntry(MAIN, "a.B," + ours);
    assertThat(of(Map.of("consumer.interceptor.classes", "a.B,c.D", "interceptor.classes", "x.Y")))
        .containsEntry(MAIN, "a.B,c.D," + ours);
    assertThat(of(Map.of(MAIN, "a.B"))).containsEntry(MAIN, "a.B," + ours);
  }

  @Test
  void shouldRefuseATopologyWhoseInternalTopicsHaveGeneratedNames() {
    Repartitioned<byte[], byte[]> unnamed =
        Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray());
    assertThatThrownBy(() -> repartitioning(unnamed)).isInstanceOf(TopologyException.class);
    assertThat(repartitioning(unnamed.withName("deltas")).describe().toString())
        .contains("deltas-repartition");
  }

  private static Topology repartitioning(Repartitioned<byte[], byte[]> by) {
    StreamsConfig config = new StreamsConfig(of(Map.of()));
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    builder.<byte[], byte[]>stream("in").repartition(by).to("out");
    return builder.build();
  }

  @Test
  void shouldHandTheInterceptorItsTopics() {
    Map<String, Object> consumer =
        new StreamsConfig(of(Map.of())).getMainConsumerConfigs("group", "client", 0);
    assertThat(consumer).containsEntry(PollInterceptor.TOPICS, "sms.incoming");
  }

  private static Properties of(Map<String, String> kafka) {
    Map<String, String> settings = new HashMap<>();
    kafka.forEach((key, value) -> settings.put("smsieve.kafka.properties.\"" + key + "\"", value));
    return StreamSettings.of(
        TestSettings.of(settings).kafka(),
        new StreamSettings.Role("filter", "app", 1, 100, Set.of("sms.incoming")));
  }

  @Test
  void shouldPollEnoughForTheLargestRunUnlessTheUserSaysHowMuch() {
    java.util.Properties small = new java.util.Properties();
    StreamSettings.pollAtLeast(small, 128);
    assertThat(small).isEmpty();

    java.util.Properties large = new java.util.Properties();
    StreamSettings.pollAtLeast(large, 4_096);
    assertThat(large).containsEntry("main.consumer.max.poll.records", 4_096);

    for (String key :
        List.of(
            "max.poll.records", "consumer.max.poll.records", "main.consumer.max.poll.records")) {
      java.util.Properties users = new java.util.Properties();
      users.put(key, "7");
      StreamSettings.pollAtLeast(users, 4_096);
      assertThat(users).hasSize(1).containsEntry(key, "7");
    }
  }
}
