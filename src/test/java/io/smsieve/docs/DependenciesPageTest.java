package io.smsieve.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DependenciesPageTest {

  private static final Pattern ARTEFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

  @Test
  void shouldGiveAReasonForEachDependency() throws IOException {
    String page = Files.readString(Path.of("docs", "dependencies.md"));
    String used = page.substring(0, page.indexOf("## Considered and not used"));

    assertThat(matches(ROW, used)).containsExactlyInAnyOrderElementsOf(dependencies());
  }

  private static List<String> dependencies() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String afterManaged = pom.substring(pom.indexOf("</dependencyManagement>"));
    String dependencies =
        afterManaged.substring(
            afterManaged.indexOf("<dependencies>"), afterManaged.indexOf("</dependencies>"));
    return matches(ARTEFACT, dependencies).stream()
        .map(name -> name.equals("${onnxruntime.artifact}") ? "onnxruntime" : name)
        .toList();
  }

  private static List<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult result) -> result.group(1)).toList();
  }
}
