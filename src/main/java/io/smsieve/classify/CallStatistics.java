package io.smsieve.classify;

/**
 * What scoring the texts of one call took.
 *
 * @param texts texts given
 * @param rejected texts that got no score
 * @param repeated texts that shared the score of an equal normalised text in the same call
 * @param batches runs of the model
 * @param tokens tokens read by the model, padding left out
 * @param paddedTokens tokens computed by the model, padding included; at least {@code tokens}
 * @param inferenceNanos nanoseconds spent in the model
 */
public record CallStatistics(
    int texts,
    int rejected,
    int repeated,
    int batches,
    long tokens,
    long paddedTokens,
    long inferenceNanos) {}
