package io.smsieve.cli;

import io.smsieve.cli.input.Row;
import io.smsieve.record.IncomingSms;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say which column of a file is which field of a message. */
final class MessageColumns {

  @Option(
      names = "--text-column",
      defaultValue = "text",
      description = "The message. Default: ${DEFAULT-VALUE}")
  private String text;

  @Option(
      names = "--id-column",
      defaultValue = "id",
      description =
          "The message's identifier. Default: ${DEFAULT-VALUE}, and FILE:LINE where a row has none")
  private String id;

  @Option(
      names = "--sender-column",
      defaultValue = "sender",
      description = "Default: ${DEFAULT-VALUE}, if there")
  private String sender;

  @Option(
      names = "--recipient-column",
      defaultValue = "recipient",
      description = "Default: ${DEFAULT-VALUE}, if there")
  private String recipient;

  @Option(
      names = "--received-at-column",
      defaultValue = "receivedAt",
      description =
          "ISO 8601 or milliseconds since 1970. Default: ${DEFAULT-VALUE}, and now where a row has"
              + " none")
  private String receivedAt;

  @Option(
      names = "--attribute-columns",
      split = ",",
      description = "Columns that become attributes of the message.")
  private List<String> attributes = List.of();

  @Option(
      names = "--key-column",
      description = "The record's key: messages of one key keep their order. Default: the id")
  private String key;

  /**
   * The message of a row.
   *
   * @throws io.smsieve.cli.input.InputException when the row has no text column, or a field is of
   *     the wrong type
   */
  IncomingSms message(Row row) {
    Map<String, String> named = new LinkedHashMap<>();
    attributes.forEach(name -> row.scalar(name).ifPresent(value -> named.put(name, value)));
    return IncomingSms.newBuilder()
        .setId(row.scalar(id).orElse(row.place()))
        .setSender(row.scalar(sender).orElse(null))
        .setRecipient(row.scalar(recipient).orElse(null))
        .setText(row.text(text).orElse(null))
        .setReceivedAt(row.time(receivedAt).orElseGet(Instant::now))
        .setAttributes(named)
        .build();
  }

  /** The key of a row's record. */
  String key(Row row, IncomingSms message) {
    return key == null ? message.getId() : row.scalar(key).orElse(null);
  }
}
