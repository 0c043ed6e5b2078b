package io.smsieve.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.evaluation.Figure;
import io.smsieve.evaluation.FigureName;
import io.smsieve.evaluation.Predictors;
import io.smsieve.evaluation.Slices;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The experiment's table with our figures beside those that were published.
 *
 * @param notice what a reader must know before comparing the two
 * @param input where our examples come from
 * @param lines the six rows in the experiment's order, then models that stand for none of them
 */
public record ExperimentReport(String notice, String input, List<Line> lines) {

  /** Said wherever the table is shown. */
  public static final String NOTICE =
      "The published figures are of another data set (50 synthetic political texts, 78% of them"
          + " spam, drawn from what the model was trained on) and of other weights (Llama 3.1 8B):"
          + " ours stand beside them, and are not a repetition of them.";

  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build()
          .writer();

  /** Keeps a copy. */
  public ExperimentReport {
    lines = List.copyOf(lines);
  }

  /**
   * One row.
   *
   * @param text the experiment's words, or the model's name
   * @param published accuracy; null where the experiment has no such row
   * @param predictor null where no bundle was given
   * @param accuracy ours; null where no bundle was given
   * @param abstained labelled examples without a score, which are not in the accuracy's n
   * @param seen how many of the n the model was trained on
   */
  public record Line(
      String text,
      Double published,
      ModelIdentity predictor,
      Figure accuracy,
      long abstained,
      long seen) {}

  /**
   * The table of a report.
   *
   * @param models what stands in which row; the report's other models come after the six
   */
  public static ExperimentReport of(
      Report report, Map<ExperimentRow, ModelIdentity> models, String input) {
    Map<ExperimentRow, ModelIdentity> all = new LinkedHashMap<>(models);
    all.put(ExperimentRow.HAM_ONLY, Predictors.HAM_ONLY);
    all.put(ExperimentRow.SPAM_ONLY, Predictors.SPAM_ONLY);
    List<Line> lines = new ArrayList<>();
    for (ExperimentRow row : ExperimentRow.values()) {
      ModelIdentity model = all.get(row);
      lines.add(
          model == null
              ? new Line(row.text(), row.published(), null, null, 0, 0)
              : line(row.text(), row.published(), report.predictor(model)));
    }
    for (PredictorReport other : report.predictors()) {
      if (!all.containsValue(other.predictor())) {
        lines.add(line(other.predictor().name(), null, other));
      }
    }
    return new ExperimentReport(NOTICE, input, lines);
  }

  private static Line line(String text, Double published, PredictorReport predictor) {
    SliceReport whole = predictor.slice(Slices.ALL);
    long seen =
        predictor.slices().stream()
            .filter(slice -> slice.slice().equals(Slices.trained(true)))
            .mapToLong(SliceReport::n)
            .sum();
    Figure accuracy = whole.figure(FigureName.ACCURACY);
    return new Line(text, published, predictor.predictor(), accuracy, whole.abstained(), seen);
  }

  /**
   * Writes all of it as a JSON object.
   *
   * @param out left open
   */
  public void writeJson(Writer out) throws IOException {
    WRITER.writeValue(out, this);
    out.write('\n');
    out.flush();
  }
}
