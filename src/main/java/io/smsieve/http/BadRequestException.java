package io.smsieve.http;

/** A request cannot be answered; the message says why and quotes nothing of it. */
final class BadRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadRequestException(String message) {
    super(message);
  }
}
