package io.smsieve.evaluation;

import io.smsieve.classify.ModelIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Finds every cell that a contribution changes, and how. */
public final class Expansion {

  /** Hears of the cells. */
  @FunctionalInterface
  public interface CellVisitor {
    /**
     * A cell that changes.
     *
     * @param threshold the predictor's
     * @param change the cell before to the cell after
     */
    void cell(CellKey key, double threshold, UnaryOperator<Cell> change);
  }

  private Expansion() {}

  /**
   * Shows the cells of a contribution.
   *
   * @param sign 1 to count it, -1 to take it back
   */
  public static void forEach(int sign, Contribution contribution, CellVisitor visitor) {
    List<Scored> all = new ArrayList<>(contribution.scores());
    boolean labelled = contribution.kind().truth().isPresent();
    all.add(baseline(Predictors.HAM_ONLY, 0));
    all.add(baseline(Predictors.SPAM_ONLY, 1));
    for (Scored scored : all) {
      UnaryOperator<Cell> change = change(sign, contribution, scored);
      for (String slice : slices(contribution, scored, labelled)) {
        windows(contribution, scored, slice, change, visitor);
      }
    }
  }

  private static Scored baseline(ModelIdentity predictor, double score) {
    return Scored.of(predictor, Predictors.BASELINE_THRESHOLD, score, false);
  }

  private static List<String> slices(Contribution contribution, Scored scored, boolean labelled) {
    if (contribution.kind().excluded()) {
      return List.of(Slices.excluded(contribution.kind()));
    }
    List<String> slices = new ArrayList<>(contribution.slices());
    if (labelled && !Predictors.isBaseline(scored.predictor())) {
      slices.add(Slices.trained(scored.trained()));
    }
    return slices;
  }

  private static UnaryOperator<Cell> change(int sign, Contribution contribution, Scored scored) {
    if (contribution.kind() == Contribution.Kind.UNLABELLED) {
      return cell -> cell.plusUnlabelled(sign);
    }
    if (contribution.kind().excluded() || !scored.hasScore()) {
      return cell -> cell.plusRejected(sign);
    }
    Truth truth = contribution.kind().truth().orElseThrow();
    return cell -> cell.plusScore(sign, truth, scored.trained(), scored.bin(), scored.units());
  }

  private static void windows(
      Contribution contribution,
      Scored scored,
      String slice,
      UnaryOperator<Cell> change,
      CellVisitor visitor) {
    for (Resolution resolution : Resolution.values()) {
      if (resolution == Resolution.HOUR || contribution.minutes()) {
        long start = resolution.start(contribution.time());
        CellKey key = new CellKey(scored.predictor(), slice, resolution, start);
        visitor.cell(key, scored.threshold(), change);
      }
    }
  }
}
