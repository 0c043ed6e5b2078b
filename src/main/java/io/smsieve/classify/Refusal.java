package io.smsieve.classify;

import java.nio.file.Path;

/** Words the refusal of a bundle, always with the same parts. */
final class Refusal {

  private static final String EXPORT_AGAIN =
      "correct the file, or take a fresh copy of the bundle or export it again";

  private Refusal() {}

  static BundleException of(Path file, String field, String expected, String found) {
    return of(file, field, expected, found, EXPORT_AGAIN);
  }

  static BundleException of(Path file, String field, String expected, String found, String advice) {
    return new BundleException(text(file, field, expected, found, advice));
  }

  static BundleException of(
      Path file, String field, String expected, Exception cause, String advice) {
    String found = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return new BundleException(text(file, field, expected, found, advice), cause);
  }

  private static String text(
      Path file, String field, String expected, String found, String advice) {
    String where = field.isEmpty() ? file.toString() : file + ": " + field;
    return where + ": expected " + expected + ", found " + found + "; " + advice;
  }
}
