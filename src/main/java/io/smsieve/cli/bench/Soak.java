package io.smsieve.cli.bench;

import com.sun.management.ThreadMXBean;
import io.smsieve.app.SmsieveConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;

/** A long drain, with the process's memory on the way: does it stay as it is? */
final class Soak {

  static final String STEP = "soak";

  private static final int POINTS = 50;
  private static final double STEADY_FROM = 0.2;

  private final Drain drain;
  private final PrintWriter err;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final List<Point> points = new ArrayList<>();
  private long start;

  /** A soak that tells on {@code err} how far it is. */
  Soak(Drain drain, PrintWriter err) {
    this.drain = drain;
    this.err = err;
  }

  /**
   * The process at one moment.
   *
   * @param committed messages whose outcome was committed by then
   * @param seconds since the start
   * @param residentBytes memory that the process holds, native memory included; 0 if unknown
   * @param allocatedBytes that all live threads have allocated on the heap so far
   */
  record Point(long committed, double seconds, long residentBytes, long allocatedBytes) {}

  /**
   * What it came to.
   *
   * @param messages how many
   * @param seconds from the first poll to the last commit
   * @param allocatedBytesPerMessage on the heap, by all threads, Kafka's clients included, after a
   *     fifth of the messages
   * @param residentMiBAfterAFifth resident memory when a fifth was done
   * @param residentMiBAtEnd resident memory at the end
   * @param points on the way
   */
  record Result(
      long messages,
      double seconds,
      double allocatedBytesPerMessage,
      double residentMiBAfterAFifth,
      double residentMiBAtEnd,
      List<Point> points) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "soak: %d messages in %.1f s; resident memory %.0f MiB after a fifth, %.0f MiB at the end;"
              + " %.0f bytes allocated a message",
          messages,
          seconds,
          residentMiBAfterAFifth,
          residentMiBAtEnd,
          allocatedBytesPerMessage);
    }
  }

  /** Drains so many messages. */
  Result run(Function<SmsieveConfig, Topology> topology, List<byte[]> messages, int count) {
    err.println("soak: filling a topic with " + count + " messages");
    start = System.nanoTime();
    Sample sample =
        drain.run(STEP, 1, topology, messages, count, committed -> note(committed, count));
    return result(sample);
  }

  private void note(long committed, int count) {
    if (committed < (long) points.size() * count / POINTS && committed < count) {
      return;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    points.add(new Point(committed, seconds, resident(), allocated()));
    err.printf(Locale.ROOT, "soak: %d of %d messages%n", committed, count);
  }

  private Result result(Sample sample) {
    Point last = points.get(points.size() - 1);
    Point first =
        points.stream()
            .filter(point -> point.committed() >= STEADY_FROM * last.committed())
            .findFirst()
            .orElse(last);
    double allocated =
        (double) (last.allocatedBytes() - first.allocatedBytes())
            / Math.max(1, last.committed() - first.committed());
    return new Result(
        sample.messages(),
        sample.seconds(),
        allocated,
        mebibytes(first.residentBytes()),
        mebibytes(last.residentBytes()),
        List.copyOf(points));
  }

  private static double mebibytes(long bytes) {
    return bytes / (1024.0 * 1024.0);
  }

  private long allocated() {
    long[] bytes = threads.getThreadAllocatedBytes(threads.getAllThreadIds());
    return Arrays.stream(bytes).filter(each -> each > 0).sum();
  }

  private static long resident() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException notLinux) {
      return 0;
    } catch (UncheckedIOException unreadable) {
      return 0;
    }
  }
}
