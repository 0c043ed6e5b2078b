package io.smsieve.app;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.hibernate.validator.constraints.time.DurationMin;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Reads and checks the settings before anything starts, all at once. */
public final class SettingsReader {

  // Where Quarkus looks as well, and with the rank that it gives.
  private static final Path FILE = Path.of("config", "application.properties");
  private static final int ORDINAL_OF_FILE = 260;
  private static final int ORDINAL_OF_OTHERS = 50;

  private SettingsReader() {}

  /**
   * The settings of this process: system properties, environment, files.
   *
   * @throws io.smallrye.config.ConfigValidationException with every setting that cannot be used
   */
  public static SmsieveConfig ofThisProcess() {
    return ofThisProcess(Map.of());
  }

  /**
   * The same with settings that hold where none of these has one.
   *
   * @param otherwise by key
   */
  public static SmsieveConfig ofThisProcess(Map<String, String> otherwise) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .forClassLoader(Thread.currentThread().getContextClassLoader())
            .addDefaultSources()
            .withSources(
                new PropertiesConfigSource(otherwise, "other settings", ORDINAL_OF_OTHERS));
    if (Files.exists(FILE)) {
      try {
        builder.withSources(new PropertiesConfigSource(FILE.toUri().toURL(), ORDINAL_OF_FILE));
      } catch (IOException unreadable) {
        throw new UncheckedIOException("cannot read " + FILE, unreadable);
      }
    }
    return read(builder);
  }

  /** The settings of these sources and no others. */
  public static SmsieveConfig of(ConfigSource... sources) {
    return read(new SmallRyeConfigBuilder().withSources(sources));
  }

  private static SmsieveConfig read(SmallRyeConfigBuilder builder) {
    try (ValidatorFactory factory =
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new PlainMessages())
            .buildValidatorFactory()) {
      return builder
          .addDefaultInterceptors()
          .addDiscoveredConverters()
          .withMapping(SmsieveConfig.class)
          .withValidator(new SettingsValidator(factory))
          .build()
          .getConfigMapping(SmsieveConfig.class);
    }
  }

  /**
   * Messages without a library for expressions. The message of a duration has some, and a warning
   * would be logged for each; {@link SettingsValidator} words it itself.
   */
  private static final class PlainMessages extends ParameterMessageInterpolator {
    @Override
    public String interpolate(String message, Context context) {
      return isOfDuration(context) ? message : super.interpolate(message, context);
    }

    @Override
    public String interpolate(String message, Context context, Locale locale) {
      return isOfDuration(context) ? message : super.interpolate(message, context, locale);
    }

    private static boolean isOfDuration(Context context) {
      return context.getConstraintDescriptor().getAnnotation() instanceof DurationMin;
    }
  }
}
