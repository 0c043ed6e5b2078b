package io.smsieve.cli.up;

import java.util.OptionalLong;

/**
 * The ids of one run's messages: a prefix of the run's own and the message's number. So a run knows
 * its messages among those of earlier runs on the same topics.
 */
final class MessageIds {

  private final String prefix;

  /**
   * Ids of a run.
   *
   * @param run no other run has it, and no other run's begins with it and a hyphen
   */
  MessageIds(String run) {
    this.prefix = run + "-";
  }

  /** Ids of the run that begins now in this process. */
  static MessageIds ofNow() {
    return new MessageIds(
        "up-"
            + Long.toString(System.currentTimeMillis(), 36)
            + "-"
            + ProcessHandle.current().pid());
  }

  String of(long index) {
    return prefix + index;
  }

  /** The number of a message; empty when it is not one of this run. */
  OptionalLong indexOf(String id) {
    if (!id.startsWith(prefix)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(id, prefix.length(), id.length(), 10));
    } catch (NumberFormatException notOurs) {
      return OptionalLong.empty();
    }
  }
}
