package io.smsieve.evaluation;

/**
 * A point of the curve (receiver operating characteristic).
 *
 * @param threshold from which a score is spam
 * @param falsePositiveRate share of ham at or above it
 * @param recall share of spam at or above it
 */
public record CurvePoint(double threshold, double falsePositiveRate, double recall) {}
