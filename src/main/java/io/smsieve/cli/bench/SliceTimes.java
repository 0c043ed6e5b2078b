package io.smsieve.cli.bench;

import io.smsieve.classify.CallStatistics;
import io.smsieve.classify.ClassifierListener;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long the model took for a slice, since it was asked to forget. Safe for several threads. */
final class SliceTimes implements ClassifierListener {

  private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(10), 3);

  @Override
  public synchronized void called(CallStatistics statistics) {
    micros.recordValue(
        Math.min(micros.getHighestTrackableValue(), statistics.inferenceNanos() / 1_000));
  }

  synchronized void forget() {
    micros.reset();
  }

  /** Milliseconds that 99% of the slices took at most; 0 if there was none. */
  synchronized double p99() {
    return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(99) / 1e3;
  }
}
