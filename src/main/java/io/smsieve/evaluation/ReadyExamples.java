package io.smsieve.evaluation;

import io.smsieve.classify.PreparedText;
import io.smsieve.record.LabelledExample;
import java.util.List;

/**
 * Examples with all that can be done before the models run. Made and scored by the same {@link
 * Examples}; shows nothing of the texts.
 */
public final class ReadyExamples {

  private final List<LabelledExample> examples;
  private final List<Integer> labelled;
  private final List<OfModel> models;

  /**
   * What is ready for one model.
   *
   * @param texts those of the labelled examples
   * @param trained whether the model was trained on each
   */
  record OfModel(List<PreparedText> texts, boolean[] trained) {}

  ReadyExamples(List<LabelledExample> examples, List<Integer> labelled, List<OfModel> models) {
    this.examples = List.copyOf(examples);
    this.labelled = labelled;
    this.models = models;
  }

  /** The examples, in the order in which they were given. */
  public List<LabelledExample> examples() {
    return examples;
  }

  /** Places of the examples that have a label. */
  List<Integer> labelled() {
    return labelled;
  }

  /** In the order of the models; empty where no example has a label. */
  List<OfModel> models() {
    return models;
  }
}
