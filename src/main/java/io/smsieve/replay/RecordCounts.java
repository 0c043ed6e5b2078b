package io.smsieve.replay;

import io.smsieve.stream.deadletter.DeadLetterReason;
import java.util.Map;

/**
 * What became of the records, or rows, that were read.
 *
 * @param read all of them
 * @param counted those that added an example
 * @param replaced those that replaced what was said of an example before
 * @param repeated those that said the same again
 * @param withdrawn those that took an example back, whether it was known or not
 * @param refused those that are no example, by reason
 */
public record RecordCounts(
    long read,
    long counted,
    long replaced,
    long repeated,
    long withdrawn,
    Map<DeadLetterReason, Long> refused) {}
