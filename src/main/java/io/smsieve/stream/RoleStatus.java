package io.smsieve.stream;

import java.time.Instant;

/**
 * What a role says of itself.
 *
 * @param role its name
 * @param state what it does
 * @param since since when
 * @param detail one line for people: what it waits for, or what failed; empty where all is well
 * @param failures failures since the start of the process
 */
public record RoleStatus(
    String role, RoleState state, Instant since, String detail, long failures) {

  /** Whether messages flow. */
  public boolean ready() {
    return state == RoleState.RUNNING;
  }

  /** Whether they do, or may yet. */
  public boolean live() {
    return state != RoleState.GAVE_UP && state != RoleState.STOPPED && state != RoleState.HANGING;
  }
}
