package io.smsieve.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jboss.logging.Logger;

/** What a test needs beside Java and Maven. */
public final class Requirement {

  private static final Logger LOG = Logger.getLogger(Requirement.class);

  private Requirement() {}

  /**
   * Lets a test go on where the machine has what it needs; else skips it and says so in the output,
   * or lets it fail with CI=true.
   *
   * @param what what is needed, and how to get it
   */
  public static void met(boolean found, String what) {
    met(found, what, "CI");
  }

  /**
   * The same for what CI has only in one of its suites.
   *
   * @param variable the test must run where this variable of the environment is "true"
   */
  static void met(boolean found, String what, String variable) {
    if ("true".equals(System.getenv(variable))) {
      assertThat(found).as("%s (%s=true)", what, variable).isTrue();
    }
    if (!found) {
      LOG.warnf("SKIPPED, as this machine lacks %s", what);
    }
    assumeTrue(found, "skipped: this machine lacks " + what);
  }
}
