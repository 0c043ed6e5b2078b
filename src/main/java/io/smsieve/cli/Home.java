package io.smsieve.cli;

import java.nio.file.Path;

/** The project's folder, which the start script names, however and from wherever it was called. */
public final class Home {

  private static final String PROPERTY = "smsieve.home";

  private Home() {}

  /** The folder, absolute; the working directory when the start script was not used. */
  public static Path folder() {
    return Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath().normalize();
  }

  /** The options with which a child process of ours finds the same folder. */
  public static String asJvmOption() {
    return "-D" + PROPERTY + "=" + folder();
  }
}
