package io.smsieve.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.ConfigValidationException;
import io.smsieve.app.SettingsReader;
import io.smsieve.app.SmsieveApplication;
import io.smsieve.classify.BundleException;
import io.smsieve.classify.ClassifierFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code smsieve run}: the application itself. */
@Command(
    name = "run",
    description = {
      "Label messages: read sms.incoming, write sms.spam, sms.ham and sms.dead-letter.",
      "Settings: system properties, SMSIEVE_... variables, config/application.properties."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Option(
      names = "--roles",
      paramLabel = "ROLE",
      split = ",",
      description = "What this process does (default: smsieve.roles, else filter).")
  private List<String> roles = List.of();

  @Option(
      names = SmsieveApplication.EXIT_WHEN_STDIN_CLOSES,
      description = "Stop when standard input ends.")
  private boolean exitWhenStdinCloses;

  @Override
  public Integer call() throws Exception {
    if (!roles.isEmpty()) {
      System.setProperty("smsieve.roles", String.join(",", roles));
    }
    checkSettings();
    List<String> args = new ArrayList<>();
    if (exitWhenStdinCloses) {
      args.add(SmsieveApplication.EXIT_WHEN_STDIN_CLOSES);
    }
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicReference<Integer> code = new AtomicReference<>(ExitCode.UNEXPECTED);
    Quarkus.run(
        SmsieveApplication.class,
        (exit, thrown) -> {
          code.set(exit);
          failure.set(thrown);
        },
        args.toArray(String[]::new));
    if (failure.get() != null) {
      throw told(failure.get());
    }
    return code.get();
  }

  /** What people can do something about in words for them; else what it was. */
  private static Exception told(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof BundleException refused) {
        return refused;
      }
      if (t instanceof ClassifierFailedException failed) {
        return new CommandFailedException(
            ExitCode.BAD_INPUT, "the model cannot be opened: " + failed.getMessage(), failed);
      }
      if (t instanceof QuarkusBindException taken) {
        return new CommandFailedException(
            ExitCode.BAD_INPUT,
            "expected that the HTTP port "
                + taken.getPort()
                + " is free, found it taken; end what listens there, or choose another with"
                + " quarkus.http.port (QUARKUS_HTTP_PORT)",
            taken);
      }
    }
    return failure instanceof Exception exception ? exception : new IllegalStateException(failure);
  }

  /** Before anything starts: a message for people instead of a stack trace. */
  private static void checkSettings() {
    try {
      SettingsReader.ofThisProcess();
    } catch (ConfigValidationException invalid) {
      List<String> problems = new ArrayList<>();
      for (int i = 0; i < invalid.getProblemCount(); i++) {
        problems.add(invalid.getProblem(i).getMessage());
      }
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          "the settings cannot be used: "
              + String.join("; ", problems)
              + " (docs/configuration.md lists them)",
          invalid);
    }
  }
}
