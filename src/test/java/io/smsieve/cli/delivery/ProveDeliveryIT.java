package io.smsieve.cli.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smsieve.testing.EmbeddedStack;
import io.smsieve.testing.QuickStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proof of delivery in its short form; {@code deploy/prove-delivery} is the long one. */
class ProveDeliveryIT {

  private static final Path COMMAND = Path.of("deploy", "prove-delivery").toAbsolutePath();

  @TempDir private Path folder;

  @BeforeAll
  static void buildLauncher() throws IOException {
    EmbeddedStack.build();
  }

  @Test
  void shouldLoseNothingWhenTheProcessIsKilledAndStoppedAndTheRegistryIsKilled() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--kills", "3", "--state-wipes", "1"));
    arguments.addAll(List.of("--stops", "1", "--joins", "0", "--broker-kills", "0"));
    arguments.addAll(List.of("--messages", "20000", "--json"));
    // Short ones, else most of the time goes by in waiting for the group and for transactions.
    arguments.addAll(List.of("--set", kafka("session.timeout.ms") + "=6000"));
    arguments.addAll(List.of("--set", kafka("producer.transaction.timeout.ms") + "=6000"));
    arguments.add("--broker-property");
    arguments.add("transaction.abort.timed.out.transaction.cleanup.interval.ms=1000");

    Run run = run(arguments);

    assertThat(run.exitCode).as(run.err).isZero();
    JsonNode report = new ObjectMapper().readTree(run.out);
    assertThat(report.get("kills").asInt()).isEqualTo(3);
    assertThat(report.get("openTransactions").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(report.get("produced").asInt()).isEqualTo(20_000);
    assertThat(report.get("deadLetter").asInt()).isEqualTo(20_000 / 97 + 1);
    assertThat(sum(report, "spam", "ham", "deadLetter")).isEqualTo(20_000);
    assertThat(sum(report, "lost", "duplicated", "outOfOrder", "misplaced")).isZero();
    assertThat(report.get("miscounted").asInt()).isZero();
    assertThat(report.get("examples").asInt()).isEqualTo(1_000);
    assertThat(report.get("recounted").asInt()).isBetween(100, 201);
    assertThat(report.get("recoverySeconds").get("KILL")).hasSize(2);
    assertThat(report.get("leastWaiting").asInt()).isPositive();
  }

  @Test
  void shouldRefuseToKillABrokerThatIsSomebodyElses() throws Exception {
    Run run =
        run(
            List.of(
                "--bootstrap-servers",
                "127.0.0.1:1",
                "--registry",
                "http://127.0.0.1:1",
                "--broker-kills",
                "1"));

    assertThat(run.exitCode).isEqualTo(2);
    assertThat(run.err).contains("0 where broker and registry are somebody's, found 1");
  }

  private static String kafka(String key) {
    return "smsieve.kafka.properties.\"" + key + "\"";
  }

  private static int sum(JsonNode report, String... fields) {
    int sum = 0;
    for (String field : fields) {
      sum += report.get(field).asInt();
    }
    return sum;
  }

  private Run run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(COMMAND.toString()));
    command.addAll(arguments);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("SMSIEVE_NO_BUILD", "1");
    QuickStart.of(builder);
    int exitCode = builder.start().waitFor();
    return new Run(exitCode, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  private record Run(int exitCode, String out, String err) {}
}
