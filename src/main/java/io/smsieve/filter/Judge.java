package io.smsieve.filter;

import io.smsieve.classify.Classifier;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.Rejection;
import io.smsieve.classify.Verdict;
import io.smsieve.record.IncomingSms;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.deadletter.DeadLetterReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes and scores records. Thread-safe. */
public final class Judge {

  private final RecordDecoder<IncomingSms> decoder;
  private final Classifier classifier;
  private final int maxCharacters;
  private final Duration maxFuture;
  private final Clock clock;

  /**
   * A judge.
   *
   * @param maxCharacters Unicode code points of a text at most
   * @param maxFuture how far in the future a message may have been received
   */
  public Judge(
      RecordDecoder<IncomingSms> decoder,
      Classifier classifier,
      int maxCharacters,
      Duration maxFuture,
      Clock clock) {
    this.decoder = decoder;
    this.classifier = classifier;
    this.maxCharacters = maxCharacters;
    this.maxFuture = maxFuture;
    this.clock = clock;
  }

  /**
   * Judges the values of records.
   *
   * @return one judgement a value, in the same order
   * @throws io.smsieve.classify.ClassifierFailedException if the model fails
   * @throws io.smsieve.stream.avro.RegistryUnavailableException if a schema cannot be asked for
   */
  List<Judgement> judge(List<byte[]> values) {
    List<Judgement> judgements = new ArrayList<>(values.size());
    List<IncomingSms> messages = new ArrayList<>(values.size());
    List<Integer> places = new ArrayList<>(values.size());
    Instant latest = clock.instant().plus(maxFuture);
    for (byte[] value : values) {
      Decoded<IncomingSms> decoded = decoder.decode(value);
      Optional<DeadLetterReason> refusal = refusal(decoded, latest);
      if (refusal.isPresent()) {
        judgements.add(new Judgement.Refused(refusal.get()));
      } else {
        places.add(judgements.size());
        messages.add(((Decoded.Value<IncomingSms>) decoded).value());
        judgements.add(null);
      }
    }
    if (!messages.isEmpty()) {
      List<Outcome> outcomes =
          classifier.classify(messages.stream().map(IncomingSms::getText).toList());
      for (int i = 0; i < outcomes.size(); i++) {
        judgements.set(places.get(i), judgement(messages.get(i), outcomes.get(i)));
      }
    }
    return judgements;
  }

  /** Why a payload gets no score, as far as that can be told without the model. */
  private Optional<DeadLetterReason> refusal(Decoded<IncomingSms> decoded, Instant latest) {
    if (decoded instanceof Decoded.Malformed<IncomingSms> malformed) {
      return Optional.of(malformed.reason());
    }
    IncomingSms message = ((Decoded.Value<IncomingSms>) decoded).value();
    if (message.getReceivedAt().isAfter(latest)) {
      return Optional.of(DeadLetterReason.FROM_THE_FUTURE);
    }
    String text = message.getText();
    boolean tooLong =
        text != null
            && text.length() > maxCharacters
            && text.codePointCount(0, text.length()) > maxCharacters;
    return tooLong ? Optional.of(DeadLetterReason.TOO_MANY_CHARACTERS) : Optional.empty();
  }

  private static Judgement judgement(IncomingSms message, Outcome outcome) {
    if (outcome instanceof Verdict verdict) {
      return new Judgement.Labelled(message, verdict);
    }
    return new Judgement.Refused(reason(((Rejection) outcome).reason()));
  }

  private static DeadLetterReason reason(Rejection.Reason reason) {
    return switch (reason) {
      case MISSING_TEXT -> DeadLetterReason.MISSING_TEXT;
      case BLANK -> DeadLetterReason.BLANK;
      case TOO_MANY_CHARACTERS -> DeadLetterReason.TOO_MANY_CHARACTERS;
      case UNSCORABLE -> DeadLetterReason.UNSCORABLE;
    };
  }
}
