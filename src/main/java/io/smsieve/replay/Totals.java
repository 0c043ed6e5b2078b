package io.smsieve.replay;

import io.smsieve.evaluation.Cell;
import io.smsieve.evaluation.CellKey;
import io.smsieve.evaluation.Change;
import io.smsieve.evaluation.Resolution;
import io.smsieve.evaluation.SliceRegister;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Adds changes up by predictor, slice and hour, in memory. Not thread-safe. */
final class Totals {

  private final SliceRegister register;
  private final Map<CellKey, Cell> cells = new HashMap<>();

  Totals(int maxSliceValues) {
    this.register = new SliceRegister(maxSliceValues);
  }

  void apply(Change change) {
    change.forEachCell(
        (key, threshold, edit) -> {
          // Hours add up to any part that is asked for, and there are few of them.
          if (key.resolution() == Resolution.HOUR) {
            apply(key, edit);
          }
        });
  }

  private void apply(CellKey key, UnaryOperator<Cell> edit) {
    String slice = register.place(key.slice());
    CellKey placed =
        slice.equals(key.slice())
            ? key
            : new CellKey(key.predictor(), slice, key.resolution(), key.windowStart());
    Cell after = edit.apply(cells.getOrDefault(placed, Cell.EMPTY));
    if (after.isEmpty()) {
      cells.remove(placed);
    } else {
      cells.put(placed, after);
    }
  }

  /** Shows all cells, in no order. */
  void forEach(BiConsumer<CellKey, Cell> visitor) {
    cells.forEach(visitor);
  }
}
