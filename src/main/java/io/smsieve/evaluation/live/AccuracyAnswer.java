package io.smsieve.evaluation.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.evaluation.CalibrationGroup;
import io.smsieve.evaluation.Confusion;
import io.smsieve.evaluation.Counts;
import io.smsieve.evaluation.CurvePoint;
import io.smsieve.evaluation.Figure;
import io.smsieve.evaluation.FigureName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The answer to a question about the windows.
 *
 * @param asOf everything that was written to the evaluation topic before it is counted; null while
 *     that is not known
 * @param complete whether the whole range lies before {@code asOf}
 * @param from first instant of the windows that were read
 * @param to end of the windows that were read
 * @param windowMillis length of the windows that were read
 * @param newestExample about the example that was counted last; null for none
 * @param series one for each predictor and slice
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AccuracyAnswer(
    @Schema(nullable = true) Instant asOf,
    boolean complete,
    Instant from,
    Instant to,
    long windowMillis,
    @Schema(nullable = true) Newest newestExample,
    List<Series> series) {

  /**
   * The example that was counted last.
   *
   * @param countedAt when
   * @param ageSeconds how long ago, in seconds
   */
  public record Newest(Instant countedAt, double ageSeconds) {}

  /** What names a predictor. */
  public record PredictorName(
      String name, String version, String profile, String hash, String provider) {
    /** The name of a predictor. */
    public static PredictorName of(ModelIdentity model) {
      return new PredictorName(
          model.name(), model.version(), model.profile(), model.hash(), model.provider().name());
    }
  }

  /**
   * One predictor in one slice.
   *
   * @param baseline whether it is one of the two that need no model
   * @param ownThreshold the predictor's own
   * @param threshold the one that the figures are for: the wanted one, moved to the nearest edge
   * @param windows those with an example, in order
   */
  public record Series(
      PredictorName predictor,
      boolean baseline,
      String slice,
      double ownThreshold,
      double threshold,
      List<Window> windows) {}

  /**
   * What was counted in one part of the range.
   *
   * @param n labelled examples with a score
   * @param abstained labelled examples without one
   * @param unlabelled examples that wait for their label; told by the baselines only
   * @param figures by name
   * @param curve only if asked for
   * @param calibration only if asked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Window(
      Instant from,
      Instant to,
      boolean complete,
      long n,
      long truePositives,
      long falsePositives,
      long trueNegatives,
      long falseNegatives,
      long abstained,
      long unlabelled,
      Map<String, Figure> figures,
      List<CurvePoint> curve,
      List<CalibrationGroup> calibration) {

    static Window of(
        Instant from,
        Instant to,
        boolean complete,
        Counts counts,
        int firstSpam,
        AccuracyQuery query) {
      Confusion confusion = counts.confusion(firstSpam);
      return new Window(
          from,
          to,
          complete,
          counts.n(),
          confusion.truePositives(),
          confusion.falsePositives(),
          confusion.trueNegatives(),
          confusion.falseNegatives(),
          counts.abstained(),
          counts.unlabelled(),
          named(counts.figures(firstSpam, query.figures())),
          query.detail() ? counts.curve() : null,
          query.detail() ? counts.calibration() : null);
    }
  }

  /** Figures by the names that JSON has for them. */
  public static Map<String, Figure> named(Map<FigureName, Figure> figures) {
    Map<String, Figure> named = new LinkedHashMap<>();
    figures.forEach((name, figure) -> named.put(name.json(), figure));
    return named;
  }
}
