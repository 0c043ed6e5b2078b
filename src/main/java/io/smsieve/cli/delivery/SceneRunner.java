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
import java.util.function.Function;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import picocli.CommandLine;

/**
 * Makes a scene in a folder of its own, lets a command act on it, and prints what was seen. The
 * folder is kept where something was not as it must be.
 */
final class SceneRunner {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CommandLine command;
  private final boolean json;

  SceneRunner(CommandLine command, boolean json) {
    this.command = command;
    this.json = json;
  }

  /** What a command does. */
  @FunctionalInterface
  interface Act {
    Findings on(Plan plan, Site site, Scene scene) throws InterruptedException;
  }

  /**
   * Does it all.
   *
   * @param kind begins the names of folder and topics
   * @param plan makes the plan for a folder
   * @param site starts or names broker and registry; what is started keeps its data in the folder
   * @throws CommandFailedException with {@link ExitCode#CHECK_FAILED} when something was found that
   *     must not be
   */
  void run(String kind, Function<Path, Plan> plan, Function<Path, Site> site, Act act)
      throws InterruptedException, IOException {
    // Kafka's clients complain at length of a broker that is killed on purpose.
    LogContext.getLogContext().getLogger("org.apache.kafka").setLevel(Level.OFF);
    Path work = Files.createTempDirectory(kind + "-");
    tell("logs and state: " + work);
    Findings found = act(kind, plan.apply(work), site, act);
    command.getOut().println(json ? new ObjectMapper().writeValueAsString(found) : found.text());
    if (!found.faultsFound().isEmpty()) {
      throw new CommandFailedException(
          ExitCode.CHECK_FAILED,
          "not as it must be: " + String.join("; ", found.faultsFound()) + "; logs: " + work);
    }
    delete(work);
  }

  private Findings act(String kind, Plan plan, Function<Path, Site> sites, Act act)
      throws InterruptedException {
    try (Site site = sites.apply(plan.work().resolve("broker"))) {
      SchemaRegistry registry =
          new HttpSchemaRegistry(site.registry(), RegistryCredentials.none(), PATIENCE);
      Map<String, Object> client = Map.of("bootstrap.servers", site.bootstrapServers());
      try (Scene scene = new Scene(kind, plan, site, client, registry, this::tell)) {
        return act.on(plan, site, scene);
      }
    }
  }

  private void tell(String line) {
    PrintWriter err = command.getErr();
    err.println(line);
    err.flush();
  }

  private static void delete(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException left) {
      // Something is left in the folder for temporary files; what was found holds all the same.
    }
  }
}
