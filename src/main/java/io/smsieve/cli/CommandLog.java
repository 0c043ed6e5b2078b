package io.smsieve.cli;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What libraries log while a command runs that does without Quarkus. Quarkus' log manager would
 * keep it all until Quarkus starts, and print it at the end as that never happens.
 */
final class CommandLog {

  // Held: the log manager keeps loggers by weak references only.
  private static final Logger ROOT = Logger.getLogger("");

  private CommandLog() {}

  /** From now on only errors are shown, on standard error; a command's own words are its own. */
  static void onlyErrors() {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    Handler errors = new ConsoleHandler();
    errors.setLevel(Level.SEVERE);
    ROOT.addHandler(errors);
    ROOT.setLevel(Level.SEVERE);
  }
}
