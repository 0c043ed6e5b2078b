package io.smsieve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.testing.EmbeddedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script, with the built artefact; that it builds is the smoke test of .ci/run. */
class StartScriptIT {

  private static final Path HOME =
      Path.of(System.getProperty("basedir", System.getProperty("user.dir"))).toAbsolutePath();
  private static final Path SCRIPT = HOME.resolve("smsieve");

  @TempDir private Path folder;

  @BeforeAll
  static void buildLauncher() throws IOException {
    EmbeddedStack.build();
  }

  private record Result(int exitCode, String output) {}

  @Test
  void shouldStartFromAnotherFolderThroughSymbolicLinks() throws IOException, InterruptedException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("absolute"), SCRIPT);
    Path link = Files.createSymbolicLink(bin.resolve("relative"), Path.of("absolute"));

    assertThat(start(Map.of(), link, "--version"))
        .isEqualTo(start(Map.of(), SCRIPT, "--version"))
        .satisfies(result -> assertThat(result.output()).startsWith("smsieve "));
  }

  @Test
  void shouldStartFromAPathWithSpaces() throws IOException, InterruptedException {
    Path copy = copyInto(folder.resolve("a path with  spaces"));
    Result result = start(Map.of(), copy, "help", "up");
    assertThat(result.output()).contains("Usage: smsieve up");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void shouldSayWhatToDoWhenThereIsNoArtefact() throws IOException, InterruptedException {
    Path home = Files.createDirectory(folder.resolve("bare"));
    Path copy = Files.copy(SCRIPT, home.resolve("smsieve"));
    Result result = start(Map.of(), copy, "--version");
    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.output()).contains("mvn package", "SMSIEVE_NO_BUILD");
  }

  @Test
  void shouldSayWhatIsWrongWithJavaHome() throws IOException, InterruptedException {
    Result result = start(Map.of("JAVA_HOME", folder.toString()), SCRIPT, "--version");
    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.output()).contains("expected a JDK 17 or newer in JAVA_HOME");
  }

  @Test
  void shouldSayWhichJavaIsTooOld() throws IOException, InterruptedException {
    Path bin = Files.createDirectories(folder.resolve("old").resolve("bin"));
    Path java = bin.resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Result result = start(Map.of("JAVA_HOME", bin.getParent().toString()), SCRIPT, "--version");
    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.output()).contains("expected Java 17 or newer, found 11");
  }

  @Test
  void shouldResolveRelativePathsAgainstTheCallersFolder()
      throws IOException, InterruptedException {
    Result result = start(Map.of(), SCRIPT, "up", "--bundle", "some/bundle");
    assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(result.output()).contains(folder.toRealPath().resolve("some/bundle").toString());
  }

  @Test
  void shouldTakeAndGiveEveryCharacterWhateverTheLocale() throws IOException, InterruptedException {
    String text = "Zażółć gęślą jaźń 🎉 привет";
    String bundle = HOME.resolve("model/bundles/tiny").toString();
    Result result =
        start(
            Map.of("LC_ALL", "POSIX", "LANG", "C"),
            SCRIPT,
            "classify",
            "--show-text",
            "--bundle",
            bundle,
            text);
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).contains("\"text\":\"" + text + "\"");
  }

  private Path copyInto(Path home) throws IOException {
    Files.createDirectories(home);
    Files.createSymbolicLink(home.resolve("target"), HOME.resolve("target"));
    return Files.copy(SCRIPT, home.resolve("smsieve"));
  }

  private Result start(Map<String, String> environment, Path script, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("SMSIEVE_NO_BUILD", "1");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output);
  }
}
