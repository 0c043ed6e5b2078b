package io.smsieve.evaluation.live;

import io.smsieve.evaluation.Timing;
import io.smsieve.record.WindowedAccuracy;
import io.smsieve.stream.OutputLimits;
import io.smsieve.stream.avro.RecordEncoder;
import java.time.Duration;

/**
 * What the processors of the evaluation share. Thread-safe.
 *
 * @param inspector decodes and scores
 * @param encoder of the windows
 * @param timing which windows an example belongs to
 * @param minutesFor how long windows of a minute are kept
 * @param hoursFor how long windows of an hour are kept
 * @param publishInterval how often changed windows are published
 * @param maxSliceValues values of one dimension that are kept apart
 * @param limits what the dead-letter topic accepts
 * @param metrics counts what is done
 */
public record EvaluationParts(
    ExampleInspector inspector,
    RecordEncoder<WindowedAccuracy> encoder,
    Timing timing,
    Duration minutesFor,
    Duration hoursFor,
    Duration publishInterval,
    int maxSliceValues,
    OutputLimits limits,
    EvaluationMetrics metrics) {}
