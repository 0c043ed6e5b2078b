package io.smsieve.classify.onnx;

/**
 * Texts of all scripts and of garbage, from a number alone: the same ones in Python and in Java.
 * Follows {@code model/src/smsieve_model/generate.py} step by step, which says what is what.
 */
final class GeneratedTexts {

  private static final int[][] SCRIPTS = {
    {0x61, 0x7A},
    {0x41, 0x5A},
    {0xC0, 0x17F},
    {0x180, 0x24F},
    {0x250, 0x2AF},
    {0x370, 0x3FF},
    {0x400, 0x52F},
    {0x531, 0x58F},
    {0x5D0, 0x5EA},
    {0x610, 0x6FF},
    {0x710, 0x74F},
    {0x780, 0x7B1},
    {0x904, 0x97F},
    {0x980, 0x9FF},
    {0xA00, 0xA7F},
    {0xA80, 0xAFF},
    {0xB80, 0xBFF},
    {0xC00, 0xC7F},
    {0xD00, 0xD7F},
    {0xD80, 0xDFF},
    {0xE01, 0xE5B},
    {0xE80, 0xEFF},
    {0xF00, 0xFFF},
    {0x1000, 0x109F},
    {0x10A0, 0x10FF},
    {0x1100, 0x11FF},
    {0x1200, 0x137F},
    {0x13A0, 0x13FF},
    {0x1780, 0x17FF},
    {0x1820, 0x18AA},
    {0x1D00, 0x1DBF},
    {0x1E00, 0x1EFF},
    {0x1F00, 0x1FFF},
    {0x2070, 0x209C},
    {0x20A0, 0x20C0},
    {0x2100, 0x214F},
    {0x2460, 0x24FF},
    {0x2E80, 0x2FD5},
    {0x3041, 0x30FF},
    {0x3105, 0x312F},
    {0x3131, 0x318E},
    {0x3200, 0x33FF},
    {0x4E00, 0x9FFF},
    {0xA640, 0xA69F},
    {0xA720, 0xA7FF},
    {0xAB30, 0xABBF},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAD9},
    {0xFB00, 0xFDFF},
    {0xFE70, 0xFEFC},
    {0xFF01, 0xFFEE},
    {0x10780, 0x107BA},
    {0x1D400, 0x1D7FF},
    {0x1E030, 0x1E08F},
    {0x1F100, 0x1F1AD},
    {0x20000, 0x200FF}
  };
  private static final int[] ODD = {
    0x0, 0x7, 0xB, 0x1B, 0x7F, 0x85, 0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1680, 0x180E, 0x2000,
    0x200B, 0x200C, 0x200D, 0x200E, 0x2028, 0x202E, 0x2060, 0x2066, 0x2800, 0x3000, 0x3164, 0xA7F2,
    0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFC, 0xFFFD, 0xFFFE, 0x10781, 0x1CCD6, 0x1E030, 0xE0041,
    0xE0100, 0x10FFFF
  };
  private static final String[] WORDS = {
    "Your",
    "code",
    "is",
    "win",
    "FREE",
    "call",
    "now",
    "lunch?",
    "vote",
    "parcel",
    "bank",
    "a/c",
    "ok",
    "http://",
    "bit.ly/x7",
    "www.example.com/a?b=1&c=2",
    "[CLS]",
    "[SEP]",
    "[PAD]",
    "[UNK]",
    "[MASK]",
    "<s>",
    "</s>",
    "##ing",
    "don't",
    "GBP1,000",
    "$5.00",
    "+44 7700 900123",
    "12:30pm",
    "U",
    "2nite",
    "STOP",
    "to",
    "the",
    "I'll",
    "e-mail"
  };
  private static final String MARKS = "!?.,;:'\"()-_/\\@#%&*+=<>~|^`${}[]";
  private static final int[][] MIXED = {{0x61, 0x7A}, {0x61, 0x7A}, {0x430, 0x45F}, {0x3B1, 0x3C9}};

  private final StringBuilder out = new StringBuilder();
  private long state;

  private GeneratedTexts(long seed) {
    state = seed;
  }

  /**
   * A text.
   *
   * @param seed of the run
   * @param number of the text, from 0
   */
  static String text(long seed, int number) {
    GeneratedTexts texts = new GeneratedTexts((seed << 32) + number);
    int pieces = texts.below(40) == 0 ? 60 + texts.below(140) : texts.below(14);
    for (int i = 0; i < pieces; i++) {
      texts.piece();
      if (texts.below(4) != 0) {
        texts.add(' ');
      }
    }
    return texts.out.toString();
  }

  private void piece() {
    int kind = below(16);
    if (kind < 5) {
      out.append(WORDS[below(WORDS.length)]);
    } else if (kind < 9) {
      int[] script = SCRIPTS[below(SCRIPTS.length)];
      for (int n = 1 + below(8); n > 0; n--) {
        add(between(script));
      }
    } else {
      rarePiece(kind);
    }
  }

  private void rarePiece(int kind) {
    switch (kind) {
      case 9 -> {
        for (int n = 2 + below(8); n > 0; n--) {
          add(between(MIXED[below(4)]));
        }
      }
      case 10 -> {
        for (int n = 1 + below(12); n > 0; n--) {
          add('0' + below(10));
        }
      }
      case 11 -> {
        for (int n = 1 + below(3); n > 0; n--) {
          add(MARKS.charAt(below(MARKS.length())));
        }
      }
      case 12 -> add(ODD[below(ODD.length)]);
      case 13 -> marked();
      case 14 -> {
        int repeated = between(SCRIPTS[below(4)]);
        for (int n = 1 + below(30); n > 0; n--) {
          add(repeated);
        }
      }
      default -> add(below(0x110000));
    }
  }

  private void marked() {
    add(below(2) != 0 ? 0x61 + below(26) : 0x1F300 + below(0x350));
    for (int n = 1 + below(3); n > 0; n--) {
      add(below(2) != 0 ? 0x300 + below(0x70) : 0x1F3FB);
    }
  }

  private void add(int codePoint) {
    out.appendCodePoint(codePoint);
  }

  private int between(int[] range) {
    return range[0] + below(range[1] - range[0] + 1);
  }

  /** SplitMix64. */
  private int below(int n) {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (int) (((z ^ (z >>> 31)) >>> 1) % n);
  }
}
