package io.smsieve.cli.up;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.smsieve.record.Predictor;
import java.util.Optional;

/**
 * What a run came to; its members are the object that {@code --json} prints.
 *
 * @param produced messages that the broker has acknowledged
 * @param secondsToFirstVerdict from the start of the process; null without a verdict
 * @param messagesPerSecond outcomes over the time from the first message sent to the last outcome
 * @param bundle name and version of the model; null without a verdict
 * @param provider CPU or CUDA; null without a verdict
 * @param examples labelled examples that the broker has acknowledged
 */
@JsonPropertyOrder({
  "produced",
  "spam",
  "ham",
  "deadLetter",
  "secondsToFirstVerdict",
  "messagesPerSecond",
  "bundle",
  "provider",
  "examples"
})
record Summary(
    long produced,
    long spam,
    long ham,
    long deadLetter,
    Double secondsToFirstVerdict,
    Double messagesPerSecond,
    String bundle,
    String provider,
    long examples) {

  /**
   * Sums up.
   *
   * @param examples labelled examples that the broker has acknowledged
   * @param processStart when this process began, by {@link System#nanoTime()}
   * @param feedStart when the first message was sent
   */
  static Summary of(Snapshot s, long examples, long processStart, long feedStart) {
    Optional<Predictor> predictor = s.predictor();
    boolean any = s.accounted() > 0;
    return new Summary(
        s.sent(),
        s.spam(),
        s.ham(),
        s.deadLetters(),
        any ? rounded((s.firstNanos() - processStart) / 1e9) : null,
        any ? rounded(s.accounted() * 1e9 / Math.max(1, s.lastNanos() - feedStart)) : null,
        predictor.map(p -> p.getName() + " " + p.getVersion()).orElse(null),
        predictor.map(p -> p.getProvider().name()).orElse(null),
        examples);
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
