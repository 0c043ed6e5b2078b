package io.smsieve.classify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Hashes of the texts that a model was trained on: the first 8 bytes of SHA-256 over the UTF-8
 * bytes of the normalised text. A text that was not trained on is taken for one with a chance of
 * count / 2^64.
 */
public final class TrainingTexts {

  /** Flipping the sign bit makes the order of unsigned numbers that of signed ones. */
  private static final long SIGN = Long.MIN_VALUE;

  private final long[] hashes;

  private TrainingTexts(long[] hashes) {
    this.hashes = hashes;
  }

  static TrainingTexts read(Path file, byte[] content, long count) {
    if (content.length != count * Long.BYTES) {
      throw Refusal.of(
          file,
          "",
          count + " hashes of 8 bytes as trainingTexts.count says",
          content.length + " bytes");
    }
    long[] hashes = new long[(int) count];
    ByteBuffer.wrap(content).asLongBuffer().get(hashes);
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] ^= SIGN;
      if (i > 0 && hashes[i - 1] >= hashes[i]) {
        throw Refusal.of(
            file, "", "hashes in ascending order without repeats", "a break at hash " + (i + 1));
      }
    }
    return new TrainingTexts(hashes);
  }

  /**
   * Whether a text is among the training texts.
   *
   * @param normalised the text after normalisation
   * @return true if its hash is there
   */
  public boolean contains(String normalised) {
    byte[] digest = Sha256.digest().digest(normalised.getBytes(StandardCharsets.UTF_8));
    return Arrays.binarySearch(hashes, ByteBuffer.wrap(digest).getLong() ^ SIGN) >= 0;
  }

  /**
   * How many distinct texts there are.
   *
   * @return 0 or more
   */
  public int count() {
    return hashes.length;
  }
}
