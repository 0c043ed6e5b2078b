package io.smsieve.evaluation;

/**
 * Examples of similar score.
 *
 * @param from lowest score, included
 * @param to highest score, excluded unless it is 1
 * @param n examples
 * @param meanScore mean of the scores; null where there is no example
 * @param shareOfSpam share of true spam, with Wilson's interval
 */
public record CalibrationGroup(
    double from, double to, long n, Double meanScore, Figure shareOfSpam) {}
