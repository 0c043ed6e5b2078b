package io.smsieve.replay.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smsieve.classify.ClassifierFailedException;
import io.smsieve.evaluation.Timing;
import io.smsieve.evaluation.live.ExampleInspector;
import io.smsieve.replay.Candidate;
import io.smsieve.replay.Trial;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * All that the findings of a replay depend on. Two replays of the same question may share a state.
 *
 * @param topic its name
 * @param topicId its identifier, which another topic of the name does not have
 * @param from begin of the range as it was asked for
 * @param to end of the range as it was asked for
 * @param candidates the models
 * @param attributes what slices are made by
 * @param timing which windows an example belongs to, and which are late
 * @param texts whether texts are kept
 */
public record Question(
    String topic,
    String topicId,
    String from,
    String to,
    List<Candidate> candidates,
    List<String> attributes,
    Timing timing,
    boolean texts) {

  /** As text: equal exactly where the questions are. */
  String text() {
    return toString();
  }

  /**
   * Checks that the scores come from the models of the question.
   *
   * @throws ClassifierFailedException if a device was lost and another computes
   */
  void requireSameModels(ExampleInspector inspector) {
    Trial.requireSameModels(inspector.examples(), candidates);
  }

  /** A name for a file of its state. */
  public String fileName() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text().getBytes(UTF_8));
      return String.format("%s-%016x.state", topic, ByteBuffer.wrap(hash).getLong());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
