package io.smsieve.stream;

import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.stream.avro.RegistryUnavailableException;
import io.smsieve.stream.avro.SchemaRefusedException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** What to say of a failure: our own words, and of anybody else's only the type. */
final class Failures {

  private Failures() {}

  /** Whether no time will mend it: the limits of the topics are too narrow for a record. */
  static boolean needsHand(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause() == t ? null : t.getCause()) {
      if (t instanceof RecordTooLargeException) {
        return true;
      }
    }
    return false;
  }

  private static boolean says(Throwable failure, String words) {
    for (Throwable t = failure; t != null; t = t.getCause() == t ? null : t.getCause()) {
      if (String.valueOf(t.getMessage()).contains(words)) {
        return true;
      }
    }
    return false;
  }

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
    if (needsHand(failure)) {
      return "a record does not fit its output topic: raise max.message.bytes of the output topics"
          + " (and smsieve.kafka.properties.\"producer.max.request.size\"), nothing is lost until"
          + " then; see docs/operations.md";
    }
    if (says(failure, "has invalid partitions")) {
      return "the topic that a role reads has another number of partitions than when its state"
          + " began: give the role another application id, and the evaluation another"
          + " smsieve.topics.accuracy, and it counts anew; see docs/operations.md";
    }
    if (says(failure, "No space left on device")) {
      // RocksDB and the Java library both say it in the words of the operating system.
      return "a disk is full: make room where smsieve.evaluation.state-dir lies";
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
