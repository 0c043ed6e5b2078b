package io.smsieve.classify;

/**
 * What became of one text: a verdict, or a rejection. Both are data that a caller routes; a failure
 * of the system is a {@link ClassifierFailedException} instead.
 */
public sealed interface Outcome permits Verdict, Rejection {}
