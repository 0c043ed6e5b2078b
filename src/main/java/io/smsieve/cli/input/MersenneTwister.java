package io.smsieve.cli.input;

/**
 * MT19937 with its first seeding (M. Matsumoto and T. Nishimura, "Mersenne twister: a
 * 623-dimensionally equidistributed uniform pseudo-random number generator", ACM TOMACS 8, 1998;
 * {@code init_genrand} of their version of 2002), as NumPy's {@code RandomState} of a number has
 * it. Not thread-safe.
 */
final class MersenneTwister {

  private static final int WORDS = 624;
  private static final int SHIFT = 397;
  private static final int MATRIX = 0x9908b0df;
  private static final int UPPER = 0x80000000;
  private static final int LOWER = 0x7fffffff;

  private final int[] state = new int[WORDS];
  private int at = WORDS;

  /**
   * A generator.
   *
   * @param seed all 32 bits count
   */
  MersenneTwister(int seed) {
    state[0] = seed;
    for (int i = 1; i < WORDS; i++) {
      state[i] = 1_812_433_253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** The next 32 bits. */
  int next() {
    if (at == WORDS) {
      twist();
      at = 0;
    }
    int bits = state[at++];
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c5680;
    bits ^= (bits << 15) & 0xefc60000;
    return bits ^ (bits >>> 18);
  }

  private void twist() {
    for (int i = 0; i < WORDS; i++) {
      int mixed = (state[i] & UPPER) | (state[(i + 1) % WORDS] & LOWER);
      int odd = (mixed & 1) == 0 ? 0 : MATRIX;
      state[i] = state[(i + SHIFT) % WORDS] ^ (mixed >>> 1) ^ odd;
    }
  }

  /**
   * A number from 0 to {@code max}, both included: as many low bits as {@code max} has, drawn again
   * until they are no more than it.
   *
   * @param max from 0
   */
  int upTo(int max) {
    if (max == 0) {
      return 0;
    }
    int mask = -1 >>> Integer.numberOfLeadingZeros(max);
    int drawn = next() & mask;
    while (drawn > max) {
      drawn = next() & mask;
    }
    return drawn;
  }
}
