package io.smsieve.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smsieve.classify.onnx.OnnxOptions;
import io.smsieve.classify.onnx.ProviderChoice;
import io.smsieve.testing.TestSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsieveConfigTest {

  @Test
  void shouldHaveDefaults() {
    SmsieveConfig config = TestSettings.of(Map.of());
    assertThat(config.roles()).containsExactly(RoleName.FILTER);
    assertThat(config.kafka().bootstrapServers()).isEqualTo("127.0.0.1:9092");
    assertThat(config.kafka().properties()).isEmpty();
    assertThat(config.registry().url())
        .isEqualTo(URI.create("http://127.0.0.1:8081/apis/ccompat/v7"));
    assertThat(config.registry().credentials()).hasToString("none");
    assertThat(config.topics().incoming()).isEqualTo("sms.incoming");
    assertThat(config.topics().deadLetter()).isEqualTo("sms.dead-letter");
    assertThat(config.model().bundle()).isEmpty();
    assertThat(config.provider()).isEqualTo(ProviderChoice.AUTO);
    assertThat(config.filter().applicationId()).isEqualTo("smsieve-filter");
    assertThat(config.filter().commitInterval()).isEqualTo(Duration.ofMillis(100));
    assertThat(config.filter().slice().rows()).isEqualTo(4096);
    assertThat(config.retry().giveUpAfter()).isEqualTo(Duration.ofMinutes(30));
    assertThat(config.api().token()).isEmpty();
  }

  @Test
  void shouldMapEveryKey() {
    Map<String, String> settings = new HashMap<>();
    settings.put("smsieve.roles", "filter");
    settings.put("smsieve.kafka.bootstrap-servers", "b:1");
    settings.put("smsieve.kafka.properties.\"sasl.mechanism\"", "PLAIN");
    settings.put("smsieve.registry.url", "https://r/x");
    settings.put("smsieve.registry.user", "u");
    settings.put("smsieve.registry.password", "p");
    settings.put("smsieve.registry.timeout", "7s");
    settings.put("smsieve.topics.incoming", "i");
    settings.put("smsieve.topics.spam", "s");
    settings.put("smsieve.topics.ham", "h");
    settings.put("smsieve.topics.dead-letter", "d");
    settings.put("smsieve.model.bundle", "b");
    settings.put("smsieve.model.profile", "cpu-int8");
    settings.put("smsieve.model.threads", "3");
    settings.put("smsieve.provider", "cpu");
    settings.put("smsieve.model.calibrated", "false");
    settings.put("smsieve.cuda.device", "1");
    settings.put("smsieve.cuda.memory-limit", "1000000");
    settings.put("smsieve.cuda.options.cudnn_conv_algo_search", "HEURISTIC");
    settings.put("smsieve.cuda.on-loss", "fail");
    settings.put("smsieve.filter.threads", "2");
    settings.put("smsieve.filter.max-characters", "9");
    settings.put("smsieve.filter.max-future", "3m");
    settings.put("smsieve.filter.slice.rows", "4");
    settings.put("smsieve.filter.slice.tokens", "77");
    settings.put("smsieve.filter.slice.bytes", "5");
    settings.put("smsieve.filter.slice.time", "6s");
    settings.put("smsieve.retry.first-pause", "1ms");
    settings.put("smsieve.api.max-texts", "8");
    SmsieveConfig config = TestSettings.of(settings);
    assertThat(config.kafka().properties()).containsEntry("sasl.mechanism", "PLAIN");
    assertThat(config.registry().credentials()).hasToString("hidden");
    assertThat(config.registry().timeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(config.topics().deadLetter()).isEqualTo("d");
    assertThat(config.model().bundle()).contains(Path.of("b"));
    assertThat(config.model().threads()).isEqualTo(3);
    assertThat(config.provider()).isEqualTo(ProviderChoice.CPU);
    assertThat(config.model().calibrated()).isFalse();
    assertThat(config.cuda().device()).isEqualTo(1);
    assertThat(config.cuda().memoryLimit()).isEqualTo(1_000_000);
    assertThat(config.cuda().options()).containsEntry("cudnn_conv_algo_search", "HEURISTIC");
    assertThat(config.cuda().onLoss()).isEqualTo(OnnxOptions.OnLoss.FAIL);
    assertThat(config.filter().maxFuture()).isEqualTo(Duration.ofMinutes(3));
    assertThat(config.filter().slice().bounds().bytes()).isEqualTo(5);
    assertThat(config.filter().slice().tokens()).isEqualTo(77);
    assertThat(config.retry().firstPause()).isEqualTo(Duration.ofMillis(1));
    assertThat(config.api().maxTexts()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "smsieve.filter.thraeds, 2",
    "smsieve.nonsense, 1",
    "smsieve.topics.incoming, no spaces allowed",
    "smsieve.filter.threads, 0",
    "smsieve.filter.slice.rows, 0",
    "smsieve.filter.commit-interval, soon",
    "smsieve.provider, tpu",
    "smsieve.roles, cook",
    "smsieve.kafka.bootstrap-servers, ' '",
    "smsieve.filter.slice.time, 0s",
    "smsieve.filter.commit-interval, -1s",
    "smsieve.retry.first-pause, 0s",
    "smsieve.retry.hanging-after, -5s",
    "smsieve.model.threads, -1",
    "smsieve.api.max-texts, 0",
  })
  void shouldRefuse(String key, String value) {
    assertThatThrownBy(() -> TestSettings.of(Map.of(key, value)))
        .isInstanceOf(ConfigValidationException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          smsieve.filter.threads | 0 | smsieve.filter.threads: expected a number from 1, found 0
          smsieve.filter.threads | 999 | smsieve.filter.threads: expected a number up to 256, found 999
          smsieve.retry.first-pause | 0s | smsieve.retry.first-pause: expected a duration of at least 1 ms, found PT0S
          smsieve.topics.ham | a b | smsieve.topics.ham: expected [a-zA-Z0-9._-]{1,249}, found a b
          smsieve.filter.slice.rows | -1 | smsieve.filter.slice.rows: expected a number from 1, found -1
          """)
  void shouldSayWhatWasExpectedAndWhatWasFound(String key, String value, String message) {
    assertThatThrownBy(() -> TestSettings.of(Map.of(key, value))).hasMessageContaining(message);
  }

  @Test
  void shouldWarnOfNothingInTheLogWhenItRefuses() {
    List<LogRecord> logged = new CopyOnWriteArrayList<>();
    Handler handler = listening(logged);
    Logger validator = Logger.getLogger("org.hibernate.validator");
    validator.addHandler(handler);
    try {
      assertThatThrownBy(() -> TestSettings.of(Map.of("smsieve.retry.first-pause", "0s")))
          .isInstanceOf(ConfigValidationException.class);
    } finally {
      validator.removeHandler(handler);
    }
    assertThat(logged).extracting(LogRecord::getMessage).isEmpty();
  }

  private static Handler listening(List<LogRecord> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
          logged.add(entry);
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
