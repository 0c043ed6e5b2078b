package io.smsieve.stream;

/** Kafka Streams ended with an uncaught exception; what that says may be somebody else's words. */
final class StreamFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StreamFailedException(Throwable cause) {
    super("a stream thread ended", cause);
  }
}
