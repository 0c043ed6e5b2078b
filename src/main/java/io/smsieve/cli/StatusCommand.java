package io.smsieve.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code smsieve status}: what a running instance says of itself. */
@Command(
    name = "status",
    description = "Say how a running instance is: exit code 0 ready, 5 not ready, 4 not there.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = InstanceClient.DEFAULT_URL,
      description = "The instance's address (default: ${DEFAULT-VALUE}).")
  private URI url;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    InstanceClient client = InstanceClient.of(spec, url);
    boolean live = client.get("/q/health/live").statusCode() == 200;
    boolean ready = client.get("/q/health/ready").statusCode() == 200;
    JsonNode status = status(client.get("/api/v1/status"));
    print(live, ready, status);
    return live && ready ? ExitCode.OK : ExitCode.CHECK_FAILED;
  }

  private static JsonNode status(HttpResponse<String> answer) {
    try {
      JsonNode status = MAPPER.readTree(answer.body());
      if (answer.statusCode() == 200 && status.isObject()) {
        return status;
      }
    } catch (JsonProcessingException notJson) {
      // Said below.
    }
    throw InstanceClient.notOurs("the status", answer);
  }

  private void print(boolean live, boolean ready, JsonNode status) {
    PrintWriter out = spec.commandLine().getOut();
    ObjectNode all = MAPPER.createObjectNode().put("live", live).put("ready", ready);
    all.set("status", status);
    if (json) {
      out.println(all);
    } else {
      out.printf("%-32s %s%n", "live", live ? "yes" : "no");
      out.printf("%-32s %s%n", "ready", ready ? "yes" : "no");
      printMembers("", status, out);
    }
    out.flush();
  }

  /** One line a value, named by its path. */
  private static void printMembers(String prefix, JsonNode node, PrintWriter out) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        String path = prefix.isEmpty() ? member.getKey() : prefix + "." + member.getKey();
        printMembers(path, member.getValue(), out);
      }
    } else if (node.isArray() && !node.isEmpty() && node.get(0).isContainerNode()) {
      for (int i = 0; i < node.size(); i++) {
        printMembers(prefix + "[" + i + "]", node.get(i), out);
      }
    } else {
      out.printf("%-32s %s%n", prefix, node.isValueNode() ? node.asText() : node.toString());
    }
  }
}
