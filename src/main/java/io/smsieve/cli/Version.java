package io.smsieve.cli;

import java.util.Locale;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version of the artefact and of Java. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "smsieve " + ofThisArtefact(),
      "Java " + Runtime.version() + ", " + System.getProperty("os.name").toLowerCase(Locale.ROOT),
    };
  }

  /** The version of the artefact, or {@code (unpackaged)} when the classes are in a folder. */
  static String ofThisArtefact() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }
}
