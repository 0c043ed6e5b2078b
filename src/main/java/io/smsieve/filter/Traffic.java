package io.smsieve.filter;

import io.smsieve.classify.ModelIdentity;
import io.smsieve.record.TrafficWindow;
import io.smsieve.stream.avro.RecordEncoder;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How the windows of the traffic are kept. Thread-safe.
 *
 * @param encoder of the windows
 * @param model what would give a verdict now: dead letters are counted under it
 * @param publishInterval how often changed windows are published
 * @param keptFor how long a window is kept
 */
public record Traffic(
    RecordEncoder<TrafficWindow> encoder,
    Supplier<ModelIdentity> model,
    Duration publishInterval,
    Duration keptFor,
    Clock clock) {}
