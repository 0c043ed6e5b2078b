package io.smsieve.embedded;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the build left beside the launcher, and the JVM to run it with.
 *
 * @param java the java program
 * @param launcherJar this program
 * @param kafka the folder of the broker's libraries
 * @param registryJar the registry's jar; its libraries lie beside it
 */
record Installation(Path java, Path launcherJar, Path kafka, Path registryJar) {

  private static final String REBUILD = "; build it again with 'mvn package' in deploy/embedded";

  /**
   * Finds the parts.
   *
   * @throws LaunchException when one is missing
   */
  static Installation find() {
    Path jar = ownJar();
    Path home = jar.resolveSibling("");
    return new Installation(
        java(Path.of(System.getProperty("java.home"))),
        jar,
        only(home.resolve("kafka"), "kafka_").getParent(),
        only(home.resolve("registry"), "apicurio-registry-app-"));
  }

  private static Path ownJar() {
    try {
      return Path.of(
          Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  /**
   * The java program of a Java home.
   *
   * @throws LaunchException when there is none, which is so in some trimmed run-time images
   */
  static Path java(Path home) {
    for (String name : new String[] {"java", "java.exe"}) {
      Path program = home.resolve("bin").resolve(name);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    throw new LaunchException(
        ExitCode.ENVIRONMENT,
        "there is no java program in "
            + home.resolve("bin")
            + "; run the launcher with a complete JDK or JRE, 17 or newer");
  }

  private static Path only(Path folder, String prefix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(file -> file.toString().endsWith(".jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("no " + prefix + "*.jar"));
    } catch (IOException missing) {
      throw new LaunchException(
          ExitCode.ENVIRONMENT, folder + " is not complete" + REBUILD, missing);
    }
  }

  String brokerClassPath() {
    return launcherJar + File.pathSeparator + kafka + File.separator + "*";
  }

  String registryClassPath() {
    return launcherJar + File.pathSeparator + registryJar;
  }
}
