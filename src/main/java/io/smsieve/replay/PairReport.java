package io.smsieve.replay;

import io.smsieve.classify.ModelIdentity;
import io.smsieve.evaluation.Figure;
import io.smsieve.evaluation.Intervals;
import java.util.List;

/**
 * How two models differ on the same examples.
 *
 * @param first one model
 * @param second the other
 * @param n labelled examples that both have scored
 * @param bothRight called what they are by both
 * @param onlyFirstRight by the first alone
 * @param onlySecondRight by the second alone
 * @param neitherRight by neither
 * @param notScored labelled examples that one or both have not scored
 * @param pValue of McNemar's exact test, see {@link Intervals#exactMcNemar}
 * @param difference the second's accuracy less the first's, with the interval of {@link
 *     Intervals#difference}: Newcombe 1998, method 10
 * @param differing the examples that only one of them called what they are, by id
 */
public record PairReport(
    ModelIdentity first,
    ModelIdentity second,
    long n,
    long bothRight,
    long onlyFirstRight,
    long onlySecondRight,
    long neitherRight,
    long notScored,
    double pValue,
    Figure difference,
    List<ExampleReport> differing) {}
