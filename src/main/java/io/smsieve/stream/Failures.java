package io.smsieve.stream;

import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.stream.avro.RegistryUnavailableException;
import io.smsieve.stream.avro.SchemaRefusedException;

/** What to say of a failure: our own words, and of anybody else's only the type. */
final class Failures {

  private Failures() {}

  /** One line without anything of a message. */
  static String describe(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause() == t ? null : t.getCause()) {
      if (t instanceof ClassifierFailedException
          || t instanceof RegistryUnavailableException
          || t instanceof SchemaRefusedException
          || t instanceof NotReadyException) {
        return t.getMessage();
      }
    }
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root == failure
        ? failure.getClass().getSimpleName()
        : failure.getClass().getSimpleName() + ", from " + root.getClass().getSimpleName();
  }
}
