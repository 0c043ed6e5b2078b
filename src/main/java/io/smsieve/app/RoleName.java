package io.smsieve.app;

/** What a process can do. */
public enum RoleName {
  /** Labels incoming messages. */
  FILTER
}
