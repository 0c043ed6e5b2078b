package io.smsieve.cli.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.cli.Folders;
import io.smsieve.stream.avro.HttpSchemaRegistry;
import io.smsieve.stream.avro.RegistryCredentials;
import io.smsieve.stream.avro.SchemaRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smsieve soak}, which {@code deploy/soak} calls. */
@Command(
    name = "soak",
    description = {
      "Let messages and labelled examples flow for long through two processes, at a share of the"
          + " rate that they can do, while one of the two, the broker and the registry are killed"
          + " now and then.",
      "Ends with code 5 when a message was lost, doubled or out of order, when totals differ from a"
          + " recount, or when the process that lived through it needs more memory, handles,"
          + " threads or files at the end than at the beginning, or longer for a message."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class SoakCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;
  @Mixin private SoakOptions options;

  @Override
  public Integer call() throws InterruptedException, IOException {
    // Kafka's clients complain at length of a broker that is killed on purpose.
    LogContext.getLogContext().getLogger("org.apache.kafka").setLevel(Level.OFF);
    options.check(spec.commandLine());
    PrintWriter err = spec.commandLine().getErr();
    Path work = Files.createTempDirectory(SoakRun.KIND + "-");
    print(err, "logs and state: " + work);
    SoakReport report = soak(options.plan(work), err);
    spec.commandLine()
        .getOut()
        .println(options.json ? new ObjectMapper().writeValueAsString(report) : text(report));
    if (!report.faultsFound().isEmpty()) {
      throw new CommandFailedException(
          ExitCode.CHECK_FAILED,
          "not as it must be: " + String.join("; ", report.faultsFound()) + "; logs: " + work);
    }
    Folders.delete(work);
    return ExitCode.OK;
  }

  private SoakReport soak(Plan plan, PrintWriter err) throws InterruptedException {
    try (Site site = options.site(plan.work().resolve("broker"))) {
      SchemaRegistry registry =
          new HttpSchemaRegistry(site.registry(), RegistryCredentials.none(), PATIENCE);
      Map<String, Object> client = Map.of("bootstrap.servers", site.bootstrapServers());
      try (Scene scene =
          new Scene(SoakRun.KIND, plan, site, client, registry, line -> print(err, line))) {
        return new SoakRun(options.soak(), plan, site, scene).run();
      }
    }
  }

  private static void print(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }

  private static String text(SoakReport report) {
    return String.format(
        "%.0f s at %.0f messages a second (measured: %.0f), %d messages: lost %d, doubled %d, out"
            + " of order %d, misplaced %d, miscounted %d%nat the beginning: %s%nat the end: %s%n"
            + "most memory %d MB; recovery in seconds: %s; seed %d",
        report.seconds(),
        report.perSecond(),
        report.measuredPerSecond(),
        report.produced(),
        report.lost(),
        report.duplicated(),
        report.outOfOrder(),
        report.misplaced(),
        report.miscounted(),
        report.atBegin(),
        report.atEnd(),
        report.mostResidentMb(),
        report.recoverySeconds(),
        report.seed());
  }
}
