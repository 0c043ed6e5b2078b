package io.smsieve.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.smsieve.evaluation.Intervals;
import io.smsieve.evaluation.Slices;
import io.smsieve.record.LabelledExample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

  private static Gate gate(double margin, boolean unseenOnly, String... slices) {
    return new Gate(
        Sayings.model("old", 0),
        Sayings.model("new", 1),
        new Slices(List.of()),
        new Gate.Terms(margin, List.of(slices), unseenOnly));
  }

  /** Examples of spam: so many on which both are right, and so many on which one is. */
  private static List<LabelledExample> spam(int both, int onlyOld, int onlyNew) {
    List<LabelledExample> examples = new ArrayList<>();
    for (int i = 0; i < both + onlyOld + onlyNew; i++) {
      String scores = i < both ? "0.8,0.8" : i < both + onlyOld ? "0.8,0.1" : "0.1,0.8";
      examples.add(Sayings.example("a" + i, true, scores));
    }
    return examples;
  }

  private static GateVerdict verdict(Gate gate, List<LabelledExample> examples) {
    gate.take(examples);
    return gate.verdicts().get(0);
  }

  @Test
  void shouldPassWhenTheWholeIntervalLiesAboveTheMargin() {
    GateVerdict verdict = verdict(gate(0.01, false, "all"), spam(2000, 5, 5));

    assertThat(verdict.n()).isEqualTo(2010);
    assertThat(verdict.onlyBaselineRight()).isEqualTo(5);
    assertThat(verdict.onlyCandidateRight()).isEqualTo(5);
    assertThat(verdict.difference()).isEqualTo(Intervals.difference(2000, 5, 5, 0));
    assertThat(verdict.difference().low()).isBetween(-0.01, 0.0);
    assertThat(verdict.passed()).isTrue();
  }

  @Test
  void shouldNotPassWhenItMayBeWorseThanTheMarginThoughAsRightSoFar() {
    GateVerdict few = verdict(gate(0.01, false, "all"), spam(20, 2, 2));

    assertThat(few.difference().value()).isZero();
    assertThat(few.passed()).isFalse();
    assertThat(verdict(gate(0.5, false, "all"), spam(20, 2, 2)).passed()).isTrue();
  }

  @Test
  void shouldNotPassWhenItIsWorse() {
    assertThat(verdict(gate(0.01, false, "all"), spam(2000, 100, 0)).passed()).isFalse();
    assertThat(verdict(gate(0.01, false, "all"), spam(2000, 0, 100)).passed()).isTrue();
  }

  @Test
  void shouldCountAnExampleWithoutAScoreAsNotRight() {
    GateVerdict verdict =
        verdict(gate(0.01, false, "all"), List.of(Sayings.example("a", true, "0.8,")));

    assertThat(verdict.onlyBaselineRight()).isEqualTo(1);
    assertThat(verdict.candidate().value()).isZero();
  }

  @Test
  void shouldLetALaterExampleOfTheSameIdReplaceAnEarlierOrTakeItBack() {
    Gate gate = gate(0.01, false, "all");
    gate.take(
        List.of(Sayings.example("a", true, "0.8,0.8"), Sayings.example("b", true, "0.8,0.8")));
    gate.take(
        List.of(Sayings.example("a", false, "0.8,0.1"), Sayings.example("b", null, "0.8,0.8")));

    GateVerdict verdict = gate.verdicts().get(0);
    assertThat(verdict.n()).isEqualTo(1);
    assertThat(verdict.onlyCandidateRight()).isEqualTo(1);
  }

  @Test
  void shouldJudgeEverySliceOnItsOwnExamples() {
    Gate gate = gate(0.01, false, "source=source of b", "all", "source=none");
    gate.take(spam(2000, 0, 0));
    gate.take(List.of(Sayings.example("b", true, "0.8,0.1")));

    List<GateVerdict> verdicts = gate.verdicts();
    assertThat(verdicts).extracting(GateVerdict::n).containsExactly(1L, 2001L, 0L);
    assertThat(verdicts).extracting(GateVerdict::passed).containsExactly(false, true, false);
    assertThat(verdicts.get(2).difference().reason()).isNotBlank();
  }

  @Test
  void shouldLeaveOutWhatEitherWasTrainedOnWhenOnlyTheUnseenCount() {
    // Sayings were trained on texts that begin with 0.9.
    List<LabelledExample> examples =
        List.of(Sayings.example("a", true, "0.9,0.1"), Sayings.example("b", true, "0.8,0.8"));

    GateVerdict all = verdict(gate(0.01, false, "all"), examples);
    assertThat(all.n()).isEqualTo(2);
    assertThat(all.baselineSeen()).isEqualTo(1);
    assertThat(all.candidateSeen()).isEqualTo(1);
    assertThat(verdict(gate(0.01, true, "all"), examples).n()).isEqualTo(1);
  }

  @Test
  void shouldRefuseAMarginOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gate.Terms(1.1, List.of("all"), false))
        .withMessageContaining("0 to 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Gate.Terms(Double.NaN, List.of("all"), false));
  }
}
