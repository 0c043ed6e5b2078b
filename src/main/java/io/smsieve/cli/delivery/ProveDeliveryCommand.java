package io.smsieve.cli.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
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

/** {@code smsieve prove-delivery}, which {@code deploy/prove-delivery} calls. */
@Command(
    name = "prove-delivery",
    description = {
      "Kill filter and evaluation, and what they depend on, while messages and labelled examples"
          + " flow, and count what became of each.",
      "Ends with code 5 when one was lost, doubled, out of order or in the wrong topic, when the"
          + " evaluation's totals differ from a recount, or when too few kills left a transaction"
          + " open."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ProveDeliveryCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;
  @Mixin private ProofOptions options;

  @Override
  public Integer call() throws InterruptedException, IOException {
    // Kafka's clients complain at length of a broker that is killed on purpose.
    LogContext.getLogContext().getLogger("org.apache.kafka").setLevel(Level.OFF);
    options.check(spec.commandLine());
    PrintWriter err = spec.commandLine().getErr();
    Path work = Files.createTempDirectory("smsieve-proof-");
    err.println("logs and state: " + work);
    Report report = prove(options.plan(work), err);
    spec.commandLine().getOut().println(options.json ? json(report) : text(report));
    if (!report.faultsFound().isEmpty()) {
      throw new CommandFailedException(
          ExitCode.CHECK_FAILED,
          "the proof does not hold: "
              + String.join("; ", report.faultsFound())
              + "; logs: "
              + work);
    }
    delete(work);
    return ExitCode.OK;
  }

  private Report prove(Plan plan, PrintWriter err) throws InterruptedException {
    try (Site site = options.site(plan.work().resolve("broker"))) {
      SchemaRegistry registry =
          new HttpSchemaRegistry(site.registry(), RegistryCredentials.none(), PATIENCE);
      Map<String, Object> client = Map.of("bootstrap.servers", site.bootstrapServers());
      try (Scene scene =
          new Scene(Proof.KIND, plan, site, client, registry, line -> print(err, line))) {
        return new Proof(plan, site, scene).run();
      }
    }
  }

  private static void print(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }

  private static String json(Report report) throws JsonProcessingException {
    return new ObjectMapper().writeValueAsString(report);
  }

  private static String text(Report report) {
    return String.format(
        "%d messages: %d spam, %d ham, %d dead letters; lost %d, doubled %d, out of order %d,"
            + " misplaced %d%n%d records of examples, %d of them hold; miscounted %d%n%d kills, %d"
            + " with an open transaction; faults %s%nrecovery in seconds: %s%n%.0f s, seed %d",
        report.produced(),
        report.spam(),
        report.ham(),
        report.deadLetter(),
        report.lost(),
        report.duplicated(),
        report.outOfOrder(),
        report.misplaced(),
        report.examples(),
        report.recounted(),
        report.miscounted(),
        report.kills(),
        report.openTransactions(),
        report.faults(),
        report.recoverySeconds(),
        report.seconds(),
        report.seed());
  }

  private static void delete(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException left) {
      // Something is left in the folder for temporary files; the proof holds all the same.
    }
  }
}
