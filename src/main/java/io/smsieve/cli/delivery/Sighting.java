package io.smsieve.cli.delivery;

import org.apache.kafka.common.TopicPartition;

/**
 * A committed record of an output topic.
 *
 * @param place where it lies
 * @param offset in that partition
 * @param key of the record
 * @param number of the message that it holds
 * @param madeMillis when that was made, in ms since 1970
 */
record Sighting(TopicPartition place, long offset, String key, long number, long madeMillis) {}
