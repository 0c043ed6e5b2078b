package io.smsieve.cli.up;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The beginning of a command that runs a jar with the Java that runs us. */
public final class JavaCommand {

  private JavaCommand() {}

  /** The command as a list to which arguments can be added. */
  public static List<String> of(Path jar, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-jar");
    command.add(jar.toString());
    return command;
  }
}
