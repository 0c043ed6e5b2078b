package io.smsieve.embedded;

/** What the supervisor is told by the threads that watch something. */
sealed interface Message {

  /** A process printed a line of the little protocol between it and the launcher. */
  record Line(ChildProcess child, String text) implements Message {}

  /** A process ended; all its lines came before. */
  record Exited(ChildProcess child, int exitCode) implements Message {}

  /** Somebody wants everything to stop. */
  record StopRequested(String reason) implements Message {}
}
