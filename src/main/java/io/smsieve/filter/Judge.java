package io.smsieve.filter;

import io.smsieve.classify.Classifier;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.PreparedText;
import io.smsieve.classify.Rejection;
import io.smsieve.classify.RunPlan;
import io.smsieve.classify.Scored;
import io.smsieve.classify.Verdict;
import io.smsieve.record.IncomingSms;
import io.smsieve.stream.SliceWork;
import io.smsieve.stream.avro.Decoded;
import io.smsieve.stream.avro.RecordDecoder;
import io.smsieve.stream.deadletter.DeadLetterReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Decodes and scores records; a record's cost is the tokens that the model reads. Thread-safe. */
public final class Judge implements SliceWork<Examined, Judgement> {

  private static final Scored NOTHING = new Scored(List.of(), null);

  private final RecordDecoder<IncomingSms> decoder;
  private final Classifier classifier;
  private final int maxCharacters;
  private final Duration maxFuture;
  private final long tokensOfSlice;
  private final Clock clock;

  /**
   * A judge.
   *
   * @param maxCharacters Unicode code points of a text at most
   * @param maxFuture how far in the future a message may have been received
   * @param tokensOfSlice tokens scored at once at most; 0 for what the classifier found best
   */
  public Judge(
      RecordDecoder<IncomingSms> decoder,
      Classifier classifier,
      int maxCharacters,
      Duration maxFuture,
      long tokensOfSlice,
      Clock clock) {
    this.decoder = decoder;
    this.classifier = classifier;
    this.maxCharacters = maxCharacters;
    this.maxFuture = maxFuture;
    this.tokensOfSlice = tokensOfSlice;
    this.clock = clock;
  }

  /** A judge as the settings want it. */
  public static Judge of(
      FilterConfig config, RecordDecoder<IncomingSms> decoder, Classifier classifier, Clock clock) {
    return new Judge(
        decoder,
        classifier,
        config.maxCharacters(),
        config.maxFuture(),
        config.slice().tokens(),
        clock);
  }

  /**
   * Decodes records, and tokenises their texts.
   *
   * @throws io.smsieve.stream.avro.RegistryUnavailableException if a schema cannot be asked for
   */
  @Override
  public List<Examined> prepare(List<byte[]> values) {
    List<Examined> examined = new ArrayList<>(values.size());
    List<IncomingSms> messages = new ArrayList<>(values.size());
    List<String> texts = new ArrayList<>(values.size());
    Instant latest = clock.instant().plus(maxFuture);
    for (byte[] value : values) {
      Decoded<IncomingSms> decoded = decoder.decode(value);
      Optional<DeadLetterReason> refusal = refusal(decoded, latest);
      if (refusal.isPresent()) {
        examined.add(new Examined.Refused(refusal.get()));
      } else {
        IncomingSms message = ((Decoded.Value<IncomingSms>) decoded).value();
        messages.add(message);
        texts.add(message.getText());
        examined.add(null);
      }
    }
    if (!texts.isEmpty()) {
      Iterator<IncomingSms> message = messages.iterator();
      Iterator<PreparedText> text = classifier.prepare(texts).iterator();
      examined.replaceAll(
          each -> each == null ? new Examined.Message(message.next(), text.next()) : each);
    }
    return examined;
  }

  @Override
  public long cost(Examined record) {
    return record instanceof Examined.Message message ? message.text().modelTokens() : 0;
  }

  @Override
  public long costOfSlice() {
    return tokensOfSlice > 0
        ? tokensOfSlice
        : classifier.plan().map(RunPlan::sliceTokens).orElse(Long.MAX_VALUE);
  }

  /**
   * Judges records.
   *
   * @throws io.smsieve.classify.ClassifierFailedException if the model fails
   */
  @Override
  public List<Judgement> finish(List<Examined> records) {
    List<PreparedText> texts = new ArrayList<>(records.size());
    for (Examined record : records) {
      if (record instanceof Examined.Message message) {
        texts.add(message.text());
      }
    }
    Scored scored = texts.isEmpty() ? NOTHING : classifier.score(texts);
    Iterator<Outcome> outcomes = scored.outcomes().iterator();
    List<Judgement> judgements = new ArrayList<>(records.size());
    for (Examined record : records) {
      judgements.add(
          record instanceof Examined.Message message
              ? judgement(message.message(), outcomes.next(), scored.model())
              : new Judgement.Refused(((Examined.Refused) record).reason()));
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

  private static Judgement judgement(IncomingSms message, Outcome outcome, ModelIdentity model) {
    if (outcome instanceof Verdict verdict) {
      return new Judgement.Labelled(message, verdict, model);
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
