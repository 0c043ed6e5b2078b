package io.smsieve.evaluation;

import io.smsieve.record.LabelledExample;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;

/**
 * What is remembered of an example: what it was, to know a repeat, and how it is counted, to take
 * it back.
 *
 * @param digest of the example's contents and of when it may be counted
 * @param contribution how it is counted
 */
public record LedgerEntry(long digest, Contribution contribution) {

  /** The entry as bytes. */
  public byte[] toBytes() {
    WireWriter out = new WireWriter().number(digest);
    ContributionCodec.write(contribution, out);
    return out.toBytes();
  }

  /** The entry of bytes that {@link #toBytes} gave. */
  public static LedgerEntry of(byte[] bytes) {
    WireReader in = new WireReader(bytes);
    return new LedgerEntry(in.number(), ContributionCodec.read(in));
  }

  /** Two examples of the same digest say the same: text, labels, source, attributes and time. */
  public static long digest(LabelledExample example, Timing.Place place) {
    WireWriter out = new WireWriter();
    out.text(example.getText()).text(String.valueOf(example.getSpam()));
    out.text(String.valueOf(example.getPolitical())).text(example.getSource());
    new TreeMap<>(example.getAttributes()).forEach((key, value) -> out.text(key).text(value));
    out.number(example.getObservedAt().toEpochMilli());
    // Not when it was written: a repeat says the same later, unless it is late by now.
    out.text(place.name());
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(out.toBytes());
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
