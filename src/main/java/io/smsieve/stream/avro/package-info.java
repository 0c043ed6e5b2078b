/**
 * The wire format of the topics: Confluent's framing (a zero byte, the schema's id as four bytes,
 * most significant first, then Avro binary) and the registry that knows the ids.
 */
package io.smsieve.stream.avro;
