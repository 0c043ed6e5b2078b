package io.smsieve.embedded.child;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.Duration;

/** Runs the registry. Argument: the URL that answers once it is ready. */
public final class RegistryMain {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(4);
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);
  private static final String MAIN = "io.quarkus.runner.GeneratedMain";

  private RegistryMain() {}

  /** Runs until standard input ends. */
  public static void main(String[] arguments) throws Exception {
    Parent parent = Parent.attach(STOP_LIMIT);
    URL probe = URI.create(arguments[0]).toURL();
    Thread prober = new Thread(() -> reportWhenReady(probe, parent), "probe");
    prober.setDaemon(true);
    prober.start();
    // Quarkus generates this class while the registry is built: there is nothing to compile with.
    Class.forName(MAIN).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
  }

  private static void reportWhenReady(URL probe, Parent parent) {
    try {
      while (!answers(probe)) {
        Thread.sleep(BETWEEN_PROBES.toMillis());
      }
      parent.ready();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean answers(URL probe) {
    try {
      HttpURLConnection connection = (HttpURLConnection) probe.openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(5_000);
      boolean ok = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      connection.disconnect();
      return ok;
    } catch (IOException notYet) {
      return false;
    }
  }
}
