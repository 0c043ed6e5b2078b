package io.smsieve.evaluation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The slices that are kept apart: so many values of each dimension, first come first served, and
 * all others together. A value that is registered stays so, and one that came too late never is, so
 * that what is taken back is taken from where it was counted.
 */
public final class SliceRegister {

  private final int maxValues;
  private final Set<String> known = new HashSet<>();
  private final Map<String, Integer> values = new HashMap<>();

  /**
   * An empty one.
   *
   * @param maxValues of one dimension, from 1
   */
  public SliceRegister(int maxValues) {
    this.maxValues = maxValues;
  }

  /** Puts back what was registered before. */
  public void restore(String slice) {
    if (known.add(slice)) {
      values.merge(Slices.dimension(slice), 1, Integer::sum);
    }
  }

  /**
   * Where a slice is counted.
   *
   * @return the slice itself, or that of the other values of its dimension
   */
  public String place(String slice) {
    if (known.contains(slice)) {
      return slice;
    }
    String dimension = Slices.dimension(slice);
    if (values.getOrDefault(dimension, 0) >= maxValues) {
      return dimension + "=" + Slices.OTHER;
    }
    restore(slice);
    return slice;
  }

  /** Whether it is registered. */
  public boolean knows(String slice) {
    return known.contains(slice);
  }
}
