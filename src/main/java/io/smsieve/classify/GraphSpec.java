package io.smsieve.classify;

import java.util.List;

/**
 * What every graph of a bundle takes and gives: inputs of shape [rows, tokens], one output of shape
 * [rows, heads].
 *
 * @param ids the ids of each row, filled up on the right with the padding id
 * @param mask 1 for an id that counts, 0 for padding
 * @param output the logits, one column a head
 */
public record GraphSpec(TensorSpec ids, TensorSpec mask, TensorSpec output) {

  /**
   * Both inputs.
   *
   * @return ids and mask
   */
  public List<TensorSpec> inputs() {
    return List.of(ids, mask);
  }
}
