package io.smsieve.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smsieve.evaluation.Figure;

/**
 * What a gate says of a slice.
 *
 * @param slice which examples
 * @param n labelled examples in it
 * @param bothRight called what they are by both models
 * @param onlyBaselineRight by the baseline alone
 * @param onlyCandidateRight by the candidate alone
 * @param neitherRight by neither
 * @param baselineSeen how many the baseline was trained on
 * @param candidateSeen how many the candidate was trained on
 * @param baseline its share of right answers, with Wilson's interval
 * @param candidate the same of the candidate
 * @param difference the candidate's share less the baseline's, with Newcombe's paired interval at
 *     95%
 * @param pValue of McNemar's exact test
 * @param margin by how much the candidate may be worse
 */
public record GateVerdict(
    String slice,
    long n,
    long bothRight,
    long onlyBaselineRight,
    long onlyCandidateRight,
    long neitherRight,
    long baselineSeen,
    long candidateSeen,
    Figure baseline,
    Figure candidate,
    Figure difference,
    double pValue,
    double margin) {

  /**
   * Whether the candidate is not worse by more than the margin: the whole interval lies above it.
   * Few examples give a wide interval, so what is not known does not pass.
   */
  @JsonProperty
  public boolean passed() {
    return difference.defined() && difference.low() >= -margin;
  }
}
