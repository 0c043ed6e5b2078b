package io.smsieve.cli.delivery;

/** What is done to the system. */
enum Fault {
  /** SIGKILL of the process, which is started again at once. */
  KILL,
  /** The same; its state folder is deleted before it is started again. */
  KILL_AND_WIPE,
  /** An orderly stop, and a start. */
  STOP,
  /** A second process joins the group and leaves it in order. */
  JOIN,
  /** SIGKILL of the broker, which its launcher starts again. */
  BROKER,
  /** SIGKILL of the registry, which its launcher starts again. */
  REGISTRY,
  /** The line between the process and both of them is cut for a while. */
  CUT,
  /** An orderly stop, and a start while the registry is slow. */
  SLOW_REGISTRY;

  /** Whether the process is killed. */
  boolean isKill() {
    return this == KILL || this == KILL_AND_WIPE;
  }
}
