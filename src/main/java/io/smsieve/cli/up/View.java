package io.smsieve.cli.up;

/** Where the user sees what happens. */
interface View extends AutoCloseable {

  /** A step of the start or of the stop, in a few words. */
  void step(String words);

  /** The state by now. Called a few times a second. */
  void show(Frame frame);

  /** Leaves the output as a shell expects it. */
  @Override
  void close();
}
