package io.smsieve.stream;

import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.stream.avro.RegistryUnavailableException;
import io.smsieve.stream.avro.SchemaRefusedException;
import java.util.function.Supplier;

/**
 * Work on messages whose failures may be shown. Kafka logs what processors throw, with its message,
 * and a library's message may quote what it worked on.
 */
public final class Discreet {

  private Discreet() {}

  /**
   * Does work.
   *
   * @throws ClassifierFailedException for any exception that is not ours: with its type and place,
   *     and without its message
   */
  public static <T> T call(Supplier<T> work) {
    try {
      return work.get();
    } catch (ClassifierFailedException | RegistryUnavailableException | SchemaRefusedException e) {
      throw e;
    } catch (RuntimeException foreign) {
      ClassifierFailedException ours =
          new ClassifierFailedException("unexpected " + foreign.getClass().getName());
      ours.setStackTrace(foreign.getStackTrace());
      throw ours;
    }
  }
}
