package io.smsieve.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.testing.TestSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {

  private final Guard guard = new Guard(TestSettings.of(Map.of("smsieve.api.token", "s3cret")));

  @Test
  void shouldLetPassWhatChangesNothing() {
    assertThat(guard.refusal(true, null)).isEmpty();
    assertThat(guard.refusal(true, "Bearer wrong")).isEmpty();
  }

  @Test
  void shouldLetPassWhoHasTheToken() {
    assertThat(guard.refusal(false, "Bearer s3cret")).isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "Bearer ", "Bearer s3cre", "Bearer s3cretx", "s3cret", "Basic s3cret"})
  void shouldAskForTheToken(String authorization) {
    assertThat(guard.refusal(false, authorization))
        .hasValueSatisfying(refusal -> assertThat(refusal.status()).isEqualTo(401));
  }

  @Test
  void shouldRefuseAllChangesWhenThereIsNoToken() {
    assertThat(new Guard(TestSettings.of(Map.of())).refusal(false, "Bearer s3cret"))
        .hasValueSatisfying(
            refusal -> {
              assertThat(refusal.status()).isEqualTo(403);
              assertThat(refusal.error()).contains("smsieve.api.token");
            });
  }
}
