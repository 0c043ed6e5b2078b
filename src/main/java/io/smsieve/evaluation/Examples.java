package io.smsieve.evaluation;

import io.smsieve.classify.Outcome;
import io.smsieve.classify.Verdict;
import io.smsieve.record.LabelledExample;
import java.util.ArrayList;
import java.util.List;

/** Turns examples into what they contribute, by asking every model. Thread-safe. */
public final class Examples {

  private final List<EvaluatedModel> models;
  private final Slices slices;

  /**
   * For these models.
   *
   * @param models at least one, no two of the same identity
   */
  public Examples(List<EvaluatedModel> models, Slices slices) {
    this.models = List.copyOf(models);
    this.slices = slices;
  }

  /** The models, in the order of the scores. */
  public List<EvaluatedModel> models() {
    return models;
  }

  /**
   * What every model says of every labelled example.
   *
   * @return one list an example, in the same order; empty for one without a label
   * @throws io.smsieve.classify.ClassifierFailedException if a model fails
   */
  public List<List<Scored>> score(List<LabelledExample> examples) {
    return score(prepare(examples));
  }

  /**
   * The cheap part of {@link #score(List)}: all but the runs of the models.
   *
   * @throws io.smsieve.classify.ClassifierFailedException if a model fails
   */
  public ReadyExamples prepare(List<LabelledExample> examples) {
    List<Integer> labelled = new ArrayList<>(examples.size());
    List<String> texts = new ArrayList<>(examples.size());
    for (int i = 0; i < examples.size(); i++) {
      if (examples.get(i).getSpam() != null) {
        labelled.add(i);
        texts.add(examples.get(i).getText());
      }
    }
    List<ReadyExamples.OfModel> ready = new ArrayList<>(models.size());
    if (!texts.isEmpty()) {
      for (EvaluatedModel model : models) {
        boolean[] trained = new boolean[texts.size()];
        for (int i = 0; i < trained.length; i++) {
          trained[i] = model.trainedOn().test(texts.get(i));
        }
        ready.add(new ReadyExamples.OfModel(model.classifier().prepare(texts), trained));
      }
    }
    return new ReadyExamples(examples, labelled, ready);
  }

  /**
   * The rest of {@link #score(List)}.
   *
   * @param ready of {@link #prepare}
   * @return one list an example, in the same order; empty for one without a label
   * @throws io.smsieve.classify.ClassifierFailedException if a model fails
   */
  public List<List<Scored>> score(ReadyExamples ready) {
    List<List<Scored>> scores = new ArrayList<>(ready.examples().size());
    ready.examples().forEach(example -> scores.add(new ArrayList<>(models.size())));
    for (int m = 0; m < ready.models().size(); m++) {
      EvaluatedModel model = models.get(m);
      ReadyExamples.OfModel ofModel = ready.models().get(m);
      List<Outcome> outcomes = model.classifier().score(ofModel.texts()).outcomes();
      for (int i = 0; i < outcomes.size(); i++) {
        scores
            .get(ready.labelled().get(i))
            .add(scored(model, ofModel.trained()[i], outcomes.get(i)));
      }
    }
    return scores;
  }

  private static Scored scored(EvaluatedModel model, boolean trained, Outcome outcome) {
    return outcome instanceof Verdict verdict
        ? Scored.of(model.identity(), model.threshold(), verdict.spamProbability(), trained)
        : Scored.rejected(model.identity(), model.threshold(), trained);
  }

  /**
   * The entry of a scored example.
   *
   * @param place where it belongs by its times
   * @param writtenAt timestamp of its record, in milliseconds since 1970
   */
  public LedgerEntry entry(
      LabelledExample example, List<Scored> scores, Timing.Place place, long writtenAt) {
    Contribution.Kind kind = kind(example, place);
    long time = kind.excluded() ? writtenAt : example.getObservedAt().toEpochMilli();
    boolean minutes = kind.excluded() || place == Timing.Place.MINUTES;
    Contribution contribution =
        new Contribution(
            kind,
            time,
            minutes,
            kind.excluded() ? List.of() : slices.of(example),
            kind.truth().isPresent() ? scores : List.of());
    return new LedgerEntry(LedgerEntry.digest(example, place), contribution);
  }

  private static Contribution.Kind kind(LabelledExample example, Timing.Place place) {
    if (place == Timing.Place.LATE) {
      return Contribution.Kind.LATE;
    }
    if (place == Timing.Place.FUTURE) {
      return Contribution.Kind.FUTURE;
    }
    if (example.getSpam() == null) {
      return Contribution.Kind.UNLABELLED;
    }
    return example.getSpam() ? Contribution.Kind.SPAM : Contribution.Kind.HAM;
  }
}
