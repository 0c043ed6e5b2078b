package io.smsieve.testing;

import io.smallrye.config.PropertiesConfigSource;
import io.smsieve.app.SettingsReader;
import io.smsieve.app.SmsieveConfig;
import java.util.Map;

/** Settings from a map and nothing else. */
public final class TestSettings {

  private TestSettings() {}

  /**
   * Settings.
   *
   * @throws io.smallrye.config.ConfigValidationException as at the start of the application
   */
  public static SmsieveConfig of(Map<String, String> settings) {
    return SettingsReader.of(new PropertiesConfigSource(settings, "test", 500));
  }
}
