package io.smsieve.stream.avro;

/**
 * The registry gave no usable answer: it is away, overloaded, refuses our credentials, or is not
 * what its address promises. A failure of the system, never of a record.
 */
public final class RegistryUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An exception with a message for people: what was tried, what came back, what to do. */
  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same where there is no cause. */
  public RegistryUnavailableException(String message) {
    super(message);
  }
}
