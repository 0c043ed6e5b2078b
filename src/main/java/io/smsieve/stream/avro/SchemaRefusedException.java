package io.smsieve.stream.avro;

/** The registry does not take a schema, for one as it is incompatible with an earlier version. */
public final class SchemaRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An exception with a message for people: what was tried, what came back, what to do. */
  public SchemaRefusedException(String message) {
    super(message);
  }
}
