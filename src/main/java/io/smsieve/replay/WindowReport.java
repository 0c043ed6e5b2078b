package io.smsieve.replay;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smsieve.evaluation.Confusion;
import io.smsieve.evaluation.Counts;
import io.smsieve.evaluation.Figure;
import io.smsieve.evaluation.FigureName;
import java.time.Instant;
import java.util.Map;

/**
 * What a predictor did in a slice and a part of the time.
 *
 * @param from first instant of observedAt
 * @param to end, excluded
 */
public record WindowReport(
    Instant from,
    Instant to,
    long n,
    @JsonUnwrapped Confusion confusion,
    long abstained,
    long unlabelled,
    Map<FigureName, Figure> figures) {

  static WindowReport of(long from, long to, Counts counts) {
    return new WindowReport(
        Instant.ofEpochMilli(from),
        Instant.ofEpochMilli(to),
        counts.n(),
        counts.confusion(),
        counts.abstained(),
        counts.unlabelled(),
        counts.figures(counts.bins().below()));
  }
}
