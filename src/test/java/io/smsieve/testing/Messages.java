package io.smsieve.testing;

import io.smsieve.record.IncomingSms;
import java.time.Instant;
import java.util.Map;

/** Invented messages for tests. */
public final class Messages {

  private Messages() {}

  /** A message of a text; all else is the same for all. */
  public static IncomingSms of(String id, String text) {
    return IncomingSms.newBuilder()
        .setId(id)
        .setSender("+15550100123")
        .setRecipient("+15550100456")
        .setText(text)
        .setReceivedAt(Instant.parse("2026-01-02T03:04:05.678Z"))
        .setAttributes(Map.of("route", "test"))
        .build();
  }
}
