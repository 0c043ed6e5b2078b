package io.smsieve.classify;

import java.nio.file.Path;
import java.util.List;

/**
 * One way to run a bundle.
 *
 * @param name what people call it, for example {@code cpu-int8}
 * @param graph the ONNX file, checked
 * @param precision number format of the computation
 * @param provider what the profile is made for
 * @param batchInvariant whether a text's logits are promised to be the same bits in any batch of
 *     rows with as many tokens as its own; such rows are never padded
 * @param calibrations one a head, in the order of the heads
 */
public record Profile(
    String name,
    Path graph,
    Precision precision,
    Provider provider,
    boolean batchInvariant,
    List<Calibration> calibrations) {

  /** Keeps its own copy of the calibrations. */
  public Profile {
    calibrations = List.copyOf(calibrations);
  }

  /**
   * The calibration of the head {@code spam}.
   *
   * @return the first of {@code calibrations}
   */
  public Calibration spam() {
    return calibrations.get(0);
  }
}
