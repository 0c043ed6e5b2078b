package io.smsieve.embedded;

import java.util.Locale;

/** One of the two processes that the launcher runs, in the order in which they are stopped. */
public enum Part {
  /** The schema registry: stopped first, so that nobody is given an id while the broker goes. */
  REGISTRY,
  /** The Kafka broker. */
  BROKER;

  /** The name used in options, events and file names. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
