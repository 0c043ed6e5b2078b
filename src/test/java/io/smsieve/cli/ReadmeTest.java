package io.smsieve.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README's commands exist as written, and what it points to is there. */
class ReadmeTest {

  private static final Path PAGE = Path.of("README.md");
  private static final Pattern COMMAND = Pattern.compile("(?m)^ {4}\\./smsieve (.*)$");
  // What stands indented alone: commands, and BUILD SUCCESS, which is what one of them prints.
  private static final Pattern LINE = Pattern.compile("(?m)^ {4}(?!BUILD)(\\S.*)$");
  private static final Pattern HEADING = Pattern.compile("(?m)^## ");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^):#]+)\\)");

  @ParameterizedTest
  @MethodSource("commands")
  void shouldHaveEachCommandAsWritten(String command) {
    assertThatCode(() -> Main.commandLine().parseArgs(words(command))).doesNotThrowAnyException();
  }

  /** ReadmeIT runs all commands of two sections as they stand; .ci/run runs the others. */
  @Test
  void shouldHaveNoCommandThatNothingRuns() throws IOException {
    List<String> commands = new ArrayList<>();
    for (String section : HEADING.splitAsStream(Files.readString(PAGE)).toList()) {
      if (ReadmeIT.SECTIONS.stream().noneMatch(section::startsWith)) {
        LINE.matcher(section).results().forEach(found -> commands.add(found.group(1)));
      }
    }
    String ci = Files.readString(Path.of(".ci", "run"));
    assertThat(ci).contains("readme_up", "env --default-signal=INT ./smsieve up >");
    assertThat(ci).containsPattern("mvn [^\\n]*pom.xml\" verify");
    assertThat(commands).containsExactlyInAnyOrder("./smsieve up", "mvn verify");
  }

  @ParameterizedTest
  @MethodSource("links")
  void shouldFindWhatItPointsTo(String link) {
    assertThat(Path.of(link)).exists();
  }

  static Stream<String> commands() throws IOException {
    return groups(COMMAND);
  }

  static Stream<String> links() throws IOException {
    return groups(LINK);
  }

  private static Stream<String> groups(Pattern pattern) throws IOException {
    return pattern
        .matcher(Files.readString(PAGE))
        .results()
        .map(found -> found.group(1))
        .toList()
        .stream();
  }

  private static String[] words(String command) {
    List<String> words = new ArrayList<>();
    for (MatchResult word : WORD.matcher(command).results().toList()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words.toArray(String[]::new);
  }
}
