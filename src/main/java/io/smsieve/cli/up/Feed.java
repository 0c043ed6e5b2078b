package io.smsieve.cli.up;

import org.apache.kafka.clients.producer.ProducerRecord;

/** An endless sequence of records. */
interface Feed {

  /** Makes the schema known to the registry. */
  void register();

  /**
   * The record at a place of the sequence, made when it is sent.
   *
   * @param index from 0
   */
  ProducerRecord<byte[], byte[]> record(long index);
}
