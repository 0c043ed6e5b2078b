package io.smsieve.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The short form of {@code deploy/fuzz-guided}: inputs by chance, half of them made of good ones.
 * {@code -Dsmsieve.fuzz.seconds} makes it longer, {@code -Dsmsieve.fuzz.seed} another.
 */
public final class Fuzzing {

  private static final long SECONDS = Long.getLong("smsieve.fuzz.seconds", 1);
  private static final long SEED = Long.getLong("smsieve.fuzz.seed", 20_260_101L);
  private static final int LONGEST = 600;
  private static final int MOST_CHANGES = 8;

  private Fuzzing() {}

  /**
   * Hands inputs to a target until the time is over.
   *
   * @param seeds good inputs; handed over first as they are
   * @return how many inputs there were
   * @throws AssertionError with the input in it when the target throws
   */
  public static long run(List<byte[]> seeds, Consumer<byte[]> target) {
    Random random = new Random(SEED);
    seeds.forEach(seed -> hand(seed, target));
    long end = System.nanoTime() + SECONDS * 1_000_000_000;
    long inputs = seeds.size();
    for (; System.nanoTime() < end; inputs++) {
      hand(random.nextBoolean() ? noise(random) : changed(seeds, random), target);
    }
    return inputs;
  }

  private static void hand(byte[] input, Consumer<byte[]> target) {
    try {
      target.accept(input);
    } catch (RuntimeException | AssertionError failed) {
      throw new AssertionError("breach by " + Arrays.toString(input), failed);
    }
  }

  private static byte[] noise(Random random) {
    byte[] noise = new byte[random.nextInt(LONGEST)];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] changed(List<byte[]> seeds, Random random) {
    byte[] good = seeds.get(random.nextInt(seeds.size()));
    int length = random.nextBoolean() ? good.length : random.nextInt(2 * good.length) + 1;
    byte[] changed = Arrays.copyOf(good, length);
    for (int i = random.nextInt(MOST_CHANGES); i > 0; i--) {
      changed[random.nextInt(length)] = (byte) random.nextInt();
    }
    return changed;
  }
}
