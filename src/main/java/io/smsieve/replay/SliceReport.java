package io.smsieve.replay;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smsieve.evaluation.CalibrationGroup;
import io.smsieve.evaluation.Confusion;
import io.smsieve.evaluation.Counts;
import io.smsieve.evaluation.CurvePoint;
import io.smsieve.evaluation.Figure;
import io.smsieve.evaluation.FigureName;
import java.util.List;
import java.util.Map;

/**
 * What a predictor did in a slice.
 *
 * @param slice {@code all}, or {@code attribute=value}
 * @param n labelled examples with a score
 * @param confusion by truth and verdict at the predictor's threshold
 * @param abstained labelled examples without a score
 * @param unlabelled examples that wait for their label; told by the baselines only
 * @param figures each with its 95% interval
 * @param curve from the highest threshold down; empty where there is only one class
 * @param calibration examples of similar score
 * @param windows the same by time, those with an example, in order; empty unless wanted
 */
public record SliceReport(
    String slice,
    long n,
    @JsonUnwrapped Confusion confusion,
    long abstained,
    long unlabelled,
    Map<FigureName, Figure> figures,
    List<CurvePoint> curve,
    List<CalibrationGroup> calibration,
    List<WindowReport> windows) {

  static SliceReport of(String slice, Counts counts, List<WindowReport> windows) {
    return new SliceReport(
        slice,
        counts.n(),
        counts.confusion(),
        counts.abstained(),
        counts.unlabelled(),
        counts.figures(counts.bins().below()),
        counts.curve(),
        counts.calibration(),
        windows);
  }

  /** One of the figures. */
  public Figure figure(FigureName name) {
    return figures.get(name);
  }
}
