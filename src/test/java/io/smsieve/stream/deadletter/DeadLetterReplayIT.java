package io.smsieve.stream.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smsieve.testing.EmbeddedStack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Replays against a real broker, as only it can show what a transaction does. */
class DeadLetterReplayIT {

  private static EmbeddedStack stack;

  @BeforeAll
  static void start() {
    stack = EmbeddedStack.shared();
  }

  private static Map<String, Object> properties() {
    return Map.of("bootstrap.servers", stack.bootstrapServers());
  }

  private static Uuid prepare(String name) throws ExecutionException, InterruptedException {
    stack.createTopic(name, 1, Map.of());
    stack.createTopic(name + ".dead", 1, Map.of());
    stack.createTopic(
        DeadLetterReplay.markerTopic(name + ".dead"), 1, Map.of("cleanup.policy", "compact"));
    putLetter(name);
    return topicId(name + ".dead");
  }

  private static void putLetter(String name) {
    DeadLetter letter = new DeadLetter(DeadLetterReason.BLANK, name, 0, 5, Instant.EPOCH, 1);
    Headers headers = DeadLetterHeaders.of(new RecordHeaders(), letter);
    stack.produce(
        List.of(new ProducerRecord<>(name + ".dead", 0, new byte[0], new byte[] {7}, headers)));
  }

  private static Uuid topicId(String topic) throws ExecutionException, InterruptedException {
    return stack.admin().describeTopics(List.of(topic)).allTopicNames().get().get(topic).topicId();
  }

  private static List<DeadLetters.Entry> letters(String topic) {
    List<DeadLetters.Entry> entries = new ArrayList<>();
    DeadLetters.read(properties(), topic, entries::add);
    return entries;
  }

  @Test
  void shouldPutNothingBackTwiceWhenTwoReplaysRunAtOnce() throws Exception {
    Uuid id = prepare("two");
    List<DeadLetters.Entry> letters = letters("two.dead");

    try (DeadLetterReplay first = DeadLetterReplay.begin(properties(), "two.dead", id);
        DeadLetterReplay second = DeadLetterReplay.begin(properties(), "two.dead", id)) {
      second.replay(letters);
      assertThatThrownBy(() -> first.replay(letters)).isInstanceOf(KafkaException.class);
    }

    assertThat(stack.contents("two")).hasSize(1);
  }

  @Test
  void shouldPutBackLettersOfATopicThatWasMadeAnew() throws Exception {
    Uuid id = prepare("anew");
    try (DeadLetterReplay replay = DeadLetterReplay.begin(properties(), "anew.dead", id)) {
      replay.replay(letters("anew.dead"));
      assertThat(replay.isReplayed(letters("anew.dead").get(0))).isTrue();
    }
    stack.admin().deleteTopics(List.of("anew.dead")).all().get();
    stack.createTopic("anew.dead", 1, Map.of());
    putLetter("anew");

    try (DeadLetterReplay replay =
        DeadLetterReplay.begin(properties(), "anew.dead", topicId("anew.dead"))) {
      assertThat(replay.isReplayed(letters("anew.dead").get(0))).isFalse();
    }
  }
}
