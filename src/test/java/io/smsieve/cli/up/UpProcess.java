package io.smsieve.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smsieve.testing.QuickStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code smsieve up} of the built artefact, on free ports, with output in files. */
final class UpProcess implements AutoCloseable {

  private static final Path HOME =
      Path.of(System.getProperty("basedir", System.getProperty("user.dir"))).toAbsolutePath();
  private static final Path BUNDLE = HOME.resolve(Path.of("model", "bundles", "tiny"));
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Process process;
  private final Path out;
  private final Path err;

  private UpProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts it in a process group of its own, as a shell does.
   *
   * @param folder for the output, and for all that is kept in its folder {@code kept}
   */
  static UpProcess start(Path folder, String... options) throws IOException {
    return start(folder, folder.resolve("kept"), options);
  }

  /** The same with a folder of its own for what is kept. */
  static UpProcess start(Path folder, Path data, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx160m", "-Dsmsieve.home=" + HOME));
    command.add("-jar");
    command.add(HOME.resolve(Path.of("target", "quarkus-app", "quarkus-run.jar")).toString());
    command.addAll(List.of("up", "--kafka-port", "0", "--registry-port", "0", "--http-port", "0"));
    command.addAll(List.of("--data", data.toString()));
    command.addAll(List.of("--bundle", BUNDLE.toString()));
    command.addAll(List.of(options));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    QuickStart.of(builder);
    return new UpProcess(builder.start(), out, err);
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  /** Waits until a message was labelled, as the lines on standard output tell. */
  void awaitVerdicts() {
    await()
        .atMost(LIMIT)
        .until(() -> out().matches("(?s).*(spam|ham) [1-9].*") || !process.isAlive());
    assertThat(process.isAlive()).as("up is running").isTrue();
  }

  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  /** All processes below this one. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** The process below this one whose command line has a word. */
  ProcessHandle descendant(String word) {
    return descendants().stream()
        .filter(p -> p.info().commandLine().orElse("").contains(word))
        .findFirst()
        .orElseThrow();
  }

  /** What a terminal does with Ctrl-C: the signal goes to the whole group. */
  void interruptGroup() throws IOException, InterruptedException {
    String group = "-" + process.pid();
    assertThat(new ProcessBuilder("kill", "-INT", "--", group).start().waitFor()).isZero();
  }

  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    List<ProcessHandle> all = descendants();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
