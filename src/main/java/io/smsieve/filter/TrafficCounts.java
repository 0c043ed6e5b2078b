package io.smsieve.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.classify.Label;
import io.smsieve.classify.Verdict;
import io.smsieve.evaluation.Bins;
import io.smsieve.evaluation.Histogram;
import io.smsieve.evaluation.ScoreCounts;
import io.smsieve.record.ScoreBin;
import io.smsieve.record.ScoreHistogram;
import io.smsieve.stream.deadletter.DeadLetterReason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the messages of a partition in a minute. Not thread-safe. */
final class TrafficCounts {

  private static final double NO_THRESHOLD = 0.5;
  private static final int HEAD_BYTES = Double.BYTES + 3 * Long.BYTES + 2 * Integer.BYTES;
  private static final int BIN_BYTES = Integer.BYTES + 2 * Long.BYTES;

  private final Map<String, Long> deadLetters = new TreeMap<>();
  private Bins bins;
  private Histogram scores;
  private long spam;
  private long ham;
  private long updatedAt;

  /** Nothing is counted. */
  TrafficCounts() {
    divide(NO_THRESHOLD);
  }

  private void divide(double threshold) {
    bins = Bins.around(threshold);
    scores = new Histogram(bins);
  }

  /** Counts a labelled message. */
  void add(Verdict verdict, long now) {
    if (spam + ham == 0 && verdict.threshold() != bins.threshold()) {
      divide(verdict.threshold());
    }
    if (verdict.label() == Label.SPAM) {
      spam++;
    } else {
      ham++;
    }
    double score = verdict.spamProbability();
    scores.add(bins.of(score), 1, ScoreCounts.units(score));
    updatedAt = now;
  }

  /** Counts a dead letter. */
  void add(DeadLetterReason reason, long now) {
    deadLetters.merge(reason.name(), 1L, Long::sum);
    updatedAt = now;
  }

  long spam() {
    return spam;
  }

  long ham() {
    return ham;
  }

  Map<String, Long> deadLetters() {
    return Map.copyOf(deadLetters);
  }

  /** When something was counted last, in milliseconds since 1970. */
  long updatedAt() {
    return updatedAt;
  }

  /** The scores as records hold them; those of no message are divided at one half. */
  ScoreHistogram histogram() {
    List<ScoreBin> filled = new ArrayList<>();
    for (int bin = 0; bin < bins.count(); bin++) {
      if (scores.count(bin) > 0) {
        filled.add(new ScoreBin(bin, scores.count(bin), scores.units(bin)));
      }
    }
    return new ScoreHistogram(bins.threshold(), bins.below(), bins.from(), filled);
  }

  /** The same as bytes, for a state store; made for every message, hence so plain. */
  byte[] toBytes() {
    int filled = 0;
    for (int bin = 0; bin < bins.count(); bin++) {
      filled += scores.count(bin) > 0 ? 1 : 0;
    }
    int reasons = 0;
    for (String reason : deadLetters.keySet()) {
      reasons += Integer.BYTES + reason.length() + Long.BYTES;
    }
    ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + filled * BIN_BYTES + reasons);
    out.putDouble(bins.threshold()).putLong(spam).putLong(ham).putLong(updatedAt);
    out.putInt(filled).putInt(deadLetters.size());
    for (int bin = 0; bin < bins.count(); bin++) {
      if (scores.count(bin) > 0) {
        out.putInt(bin).putLong(scores.count(bin)).putLong(scores.units(bin));
      }
    }
    // Names of reasons are ASCII, and stay what they are while their order may change.
    deadLetters.forEach(
        (reason, count) -> out.putInt(reason.length()).put(reason.getBytes(UTF_8)).putLong(count));
    return out.array();
  }

  /** What {@link #toBytes} gave. */
  static TrafficCounts of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    TrafficCounts counts = new TrafficCounts();
    counts.divide(in.getDouble());
    counts.spam = in.getLong();
    counts.ham = in.getLong();
    counts.updatedAt = in.getLong();
    int filled = in.getInt();
    int reasons = in.getInt();
    for (int i = 0; i < filled; i++) {
      counts.scores.add(in.getInt(), in.getLong(), in.getLong());
    }
    for (int i = 0; i < reasons; i++) {
      byte[] name = new byte[in.getInt()];
      in.get(name);
      counts.deadLetters.put(new String(name, UTF_8), in.getLong());
    }
    return counts;
  }
}
