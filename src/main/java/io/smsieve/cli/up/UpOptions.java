package io.smsieve.cli.up;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What was asked of {@code up}.
 *
 * @param data folder for everything that is kept, absolute
 * @param bundle the model's folder, absolute; empty: the default
 * @param messages how many to send; empty: until stopped
 * @param rate messages per second; empty: as fast as the broker takes them
 * @param examples labelled examples per second; 0: none
 * @param exit end when all messages are accounted for
 * @param partitions of each topic that is created
 * @param kafkaPort 0: any free port, as for the other two
 * @param seed of the order of the messages
 */
record UpOptions(
    Path data,
    Optional<Path> bundle,
    OptionalLong messages,
    OptionalDouble rate,
    double examples,
    boolean exit,
    int partitions,
    int kafkaPort,
    int registryPort,
    int httpPort,
    long seed) {}
