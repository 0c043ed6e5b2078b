package io.smsieve.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.stream.avro.RegistryUnavailableException;
import io.smsieve.testing.TestSettings;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoleStreamTest {

  private final AtomicBoolean gaveUp = new AtomicBoolean();
  private final AtomicInteger made = new AtomicInteger();
  private RoleStream role;

  @AfterEach
  void close() {
    role.close();
  }

  @Test
  void shouldWaitForTopicsLiveButNotReadyUntilTheyAreThere() {
    AtomicBoolean there = new AtomicBoolean();
    start(
        () -> {
          if (!there.get()) {
            throw new NotReadyException("expected the topic t, found none of that name");
          }
          return OutputLimits.NONE;
        },
        () -> {},
        "0s");
    await().until(() -> role.status().failures() >= 3);
    assertThat(role.status().state()).isEqualTo(RoleState.WAITING_FOR_TOPICS);
    assertThat(role.status().detail()).contains("expected the topic t");
    assertThat(role.status().live()).isTrue();
    assertThat(role.status().ready()).isFalse();
    assertThat(made).hasValue(0);
    there.set(true);
    await().until(() -> made.get() > 0);
  }

  @Test
  void shouldTryAgainUntilTheProbePasses() {
    AtomicInteger probes = new AtomicInteger();
    start(
        () -> OutputLimits.NONE,
        () -> {
          if (probes.incrementAndGet() < 4) {
            throw new ClassifierFailedException("the device is lost");
          }
        },
        "0s");
    await().until(() -> made.get() > 0);
    assertThat(probes.get()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void shouldSayWhatFailsInOurWords() {
    start(
        () -> OutputLimits.NONE,
        () -> {
          throw new RegistryUnavailableException("the registry is away");
        },
        "0s");
    await().until(() -> role.status().failures() >= 2);
    assertThat(role.status().state()).isEqualTo(RoleState.RETRYING);
    assertThat(role.status().detail()).isEqualTo("the registry is away");
    assertThat(role.status().live()).isTrue();
  }

  @Test
  void shouldNotSayWhatOthersSayOfAFailure() {
    start(
        () -> OutputLimits.NONE,
        () -> {
          throw new IllegalStateException("text of a message");
        },
        "0s");
    await().until(() -> role.status().failures() >= 1);
    assertThat(role.status().detail()).isEqualTo("IllegalStateException");
  }

  @Test
  void shouldGiveUpWhenAFailureDoesNotPass() {
    start(
        () -> OutputLimits.NONE,
        () -> {
          throw new ClassifierFailedException("the device is lost");
        },
        "200ms");
    await().untilTrue(gaveUp);
    assertThat(role.status().state()).isEqualTo(RoleState.GAVE_UP);
    assertThat(role.status().live()).isFalse();
  }

  @Test
  void shouldStopAtOnceWhenItPauses() {
    start(
        () -> {
          throw new NotReadyException("not there");
        },
        () -> {},
        "0s");
    await().until(() -> role.status().failures() >= 1);
    role.close();
    assertThat(role.status().state()).isEqualTo(RoleState.STOPPED);
    assertThat(gaveUp).isFalse();
  }

  private void start(RoleParts.Topics topics, Runnable probe, String giveUpAfter) {
    RetryConfig retry =
        TestSettings.of(
                Map.of(
                    "smsieve.retry.first-pause", "10ms",
                    "smsieve.retry.longest-pause", "50ms",
                    "smsieve.retry.give-up-after", giveUpAfter))
            .retry();
    RoleParts parts = new RoleParts("test", topics, probe, this::streams);
    role = new RoleStream(parts, retry, Clock.systemUTC(), () -> gaveUp.set(true));
    role.start();
  }

  private KafkaStreams streams(OutputLimits limits) {
    made.incrementAndGet();
    // Starting a real one takes a broker: see FilterIT.
    throw new NotReadyException("no broker in this test");
  }
}
