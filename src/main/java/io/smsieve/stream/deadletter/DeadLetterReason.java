package io.smsieve.stream.deadletter;

/** Why a message was put aside. The names are part of the format of the dead-letter topic. */
public enum DeadLetterReason {
  /** No value. */
  NULL_VALUE(Kind.PAYLOAD, "The record has no value."),
  /** Not in Confluent's framing. */
  NOT_FRAMED(
      Kind.PAYLOAD,
      "The value does not begin with a zero byte and a schema id (Confluent's format)."),
  /** The schema is not known, or is one of something else. */
  UNKNOWN_SCHEMA(
      Kind.PAYLOAD,
      "The registry has no Avro schema of this id, or it is not a schema of such a record."),
  /** The bytes do not follow their schema. */
  MALFORMED(Kind.PAYLOAD, "The bytes do not follow the schema that they name."),
  /** The key of an example is not its id. */
  KEY_IS_NOT_ID(Kind.PAYLOAD, "The record's key is not the example's id in UTF-8."),
  /** The text is null. */
  MISSING_TEXT(Kind.CONTENT, "The message has no text."),
  /** Nothing is left of the text. */
  BLANK(Kind.CONTENT, "The text is empty or has only white space and invisible characters."),
  /** The text is too long. */
  TOO_MANY_CHARACTERS(Kind.CONTENT, "The text has more characters than the limit allows."),
  /** The time of receipt has not come yet. */
  FROM_THE_FUTURE(Kind.CONTENT, "The time of receipt lies too far in the future."),
  /** The model fails on this text and works on others. */
  UNSCORABLE(Kind.PROCESSING, "The model fails on this text, though not on others."),
  /** The labelled record would not fit its topic. */
  TOO_LARGE(Kind.PROCESSING, "The labelled record would be larger than its topic allows.");

  /** What a reason is about. */
  public enum Kind {
    /** The bytes: ask whoever wrote them. */
    PAYLOAD,
    /** What the message says. */
    CONTENT,
    /** What we did with it. */
    PROCESSING
  }

  private final Kind kind;
  private final String explanation;

  DeadLetterReason(Kind kind, String explanation) {
    this.kind = kind;
    this.explanation = explanation;
  }

  /** What the reason is about. */
  public Kind kind() {
    return kind;
  }

  /** One sentence for people. */
  public String explanation() {
    return explanation;
  }
}
