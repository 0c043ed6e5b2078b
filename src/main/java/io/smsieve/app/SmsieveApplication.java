package io.smsieve.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.util.List;

/** Runs the roles until the process is told to stop. */
public final class SmsieveApplication implements QuarkusApplication {

  /** Stop when standard input ends. */
  public static final String EXIT_WHEN_STDIN_CLOSES = "--exit-when-stdin-closes";

  private final Roles roles;

  /** The application of these roles. */
  public SmsieveApplication(Roles roles, MeterRegistry metrics) {
    this.roles = roles;
    Gauge.builder("smsieve.lag", roles, Roles::lag).register(metrics);
  }

  @Override
  public int run(String... args) {
    if (List.of(args).contains(EXIT_WHEN_STDIN_CLOSES)) {
      watchStdin();
    }
    roles.start();
    try {
      Quarkus.waitForExit();
    } finally {
      roles.stop();
    }
    return 0;
  }

  private static void watchStdin() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nobody has anything to say there but its end.
                }
              } catch (IOException gone) {
                // The same as the end.
              }
              Quarkus.asyncExit(0);
            },
            "smsieve-stdin");
    watch.setDaemon(true);
    watch.start();
  }
}
