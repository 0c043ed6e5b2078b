package io.smsieve.stream;

/** What a role does at the moment. */
public enum RoleState {
  /** Not begun. */
  CREATED,
  /** Asks for broker and topics until they are there and fit. */
  WAITING_FOR_TOPICS,
  /** Asks for registry and model until both answer. */
  PROBING,
  /** Kafka Streams starts, or divides its partitions anew. */
  STARTING,
  /** Messages flow. */
  RUNNING,
  /** As {@link #RUNNING}, but the broker has not been heard of for a while. */
  WAITING_FOR_BROKER,
  /** A failure; it pauses before it tries again. */
  RETRYING,
  /** Gives no sign of life though it should. */
  HANGING,
  /** Ended in order. */
  STOPPED,
  /** Ended because a failure did not pass. */
  GAVE_UP
}
