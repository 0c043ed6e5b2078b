package io.smsieve.embedded;

import java.io.IOException;
import java.io.InputStream;

/** Waits for the end of a stream: the sign that the parent is gone, or wants an end. */
public final class StdinWatch {

  private static final int BUFFER = 256;

  private StdinWatch() {}

  /** Reads the stream on a thread of its own, ignores what it holds, and acts at its end. */
  public static void start(InputStream stream, Runnable atEnd) {
    Thread thread =
        new Thread(
            () -> {
              drain(stream);
              atEnd.run();
            },
            "watch-stdin");
    thread.setDaemon(true);
    thread.start();
  }

  private static void drain(InputStream stream) {
    byte[] buffer = new byte[BUFFER];
    try {
      int read = stream.read(buffer);
      while (read >= 0) {
        read = stream.read(buffer);
      }
    } catch (IOException broken) {
      // A pipe that broke has ended.
    }
  }
}
