package io.smsieve.cli.bench;

import io.smsieve.classify.Classifier;
import io.smsieve.classify.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The same texts alone, and in batches of all sizes beside others. */
final class BatchedScores {

  private final Classifier classifier;
  private final List<String> texts;
  private final Random random;

  /** Scores with an open classifier; the seed decides the batches. */
  BatchedScores(Classifier classifier, List<String> texts, long seed) {
    this.classifier = classifier;
    this.texts = texts;
    this.random = new Random(seed);
  }

  /** One outcome a text, each text in a call of its own. */
  List<Outcome> alone() {
    List<Outcome> outcomes = new ArrayList<>(texts.size());
    for (String text : texts) {
      outcomes.add(classifier.classify(List.of(text)).get(0));
    }
    return outcomes;
  }

  /** One outcome a text, in the order of the texts; shuffled and cut at random beforehand. */
  List<Outcome> inRandomBatches() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    Outcome[] outcomes = new Outcome[texts.size()];
    int from = 0;
    while (from < order.size()) {
      // Even in the logarithm, so that small batches are as frequent as large ones.
      int size = (int) Math.exp(random.nextDouble() * Math.log(texts.size() + 1.0));
      List<Integer> places = order.subList(from, Math.min(order.size(), from + size));
      List<Outcome> found = classifier.classify(places.stream().map(texts::get).toList());
      for (int i = 0; i < places.size(); i++) {
        outcomes[places.get(i)] = found.get(i);
      }
      from += places.size();
    }
    return Arrays.asList(outcomes);
  }
}
