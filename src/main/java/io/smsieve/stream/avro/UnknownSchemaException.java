package io.smsieve.stream.avro;

/** The registry answered that it has no Avro schema of this id. */
public final class UnknownSchemaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An exception with a message for people. */
  public UnknownSchemaException(String message) {
    super(message);
  }
}
