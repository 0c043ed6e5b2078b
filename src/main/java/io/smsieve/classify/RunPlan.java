package io.smsieve.classify;

/**
 * How much a classifier does at once, found by a measurement or set by hand.
 *
 * @param tokenBudget tokens of one run of the model at most, padding included
 * @param maxRows rows of one run at most
 * @param sliceTokens tokens that are best given to it in one call
 * @param tokensPerSecond what it was measured to read at that budget; 0 where nothing was measured
 */
public record RunPlan(int tokenBudget, int maxRows, long sliceTokens, long tokensPerSecond) {}
