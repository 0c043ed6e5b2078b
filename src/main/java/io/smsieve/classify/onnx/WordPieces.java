package io.smsieve.classify.onnx;

import java.util.Arrays;
import java.util.Map;

/**
 * A WordPiece vocabulary: cuts a word into the longest entries, from its start. Kept as a tree of
 * characters in flat arrays, so that looking up makes no garbage. Immutable.
 */
final class WordPieces {

  private static final int NONE = -1;
  private static final int ROOT = 0;

  private final int unknown;
  private final int longestWord;
  private final int continuation;
  // A hash table with open addressing: parent node and character lead to a node.
  private long[] edges = new long[1 << 10];
  private int[] targets = new int[edges.length];
  private int[] ids = new int[256];
  private int nodes = 1;

  /**
   * A vocabulary.
   *
   * @param entries ids from 0 by entry
   * @param unknown the entry that stands for a word that cannot be cut
   * @param prefix of entries that go on with a word
   * @param longestWord code points of a word; a longer one is unknown
   */
  WordPieces(Map<String, Integer> entries, String unknown, String prefix, int longestWord) {
    ids[ROOT] = NONE;
    entries.forEach(this::add);
    this.continuation = added(prefix);
    this.unknown = entries.get(unknown);
    this.longestWord = longestWord;
  }

  /**
   * Adds the ids of a word to what was found before.
   *
   * @param from the word's first character; it has at least one
   * @param to behind its last
   */
  void cut(char[] text, int from, int to, IdList found) {
    int before = found.size();
    int at = tooLong(text, from, to) ? NONE : from;
    while (at != NONE && at < to) {
      at = longest(text, at, to, at == from ? ROOT : continuation, found);
    }
    if (at == NONE) {
      found.shrink(before);
      found.add(unknown);
    }
  }

  /** Adds the longest entry that the text goes on with, and tells where it ends. */
  private int longest(char[] text, int from, int to, int start, IdList found) {
    int end = NONE;
    int id = NONE;
    int node = start;
    for (int i = from; i < to; i++) {
      node = targets[slot(node, text[i])];
      if (node == ROOT) {
        break;
      }
      if (ids[node] != NONE) {
        id = ids[node];
        end = i + 1;
      }
    }
    if (end != NONE) {
      found.add(id);
    }
    return end;
  }

  private boolean tooLong(char[] text, int from, int to) {
    return to - from > longestWord && Character.codePointCount(text, from, to - from) > longestWord;
  }

  private void add(String entry, int id) {
    int node = added(entry);
    ids[node] = id;
  }

  private int added(String entry) {
    int node = ROOT;
    for (int i = 0; i < entry.length(); i++) {
      int slot = slot(node, entry.charAt(i));
      node = targets[slot] == ROOT ? added(slot, node, entry.charAt(i)) : targets[slot];
    }
    return node;
  }

  private int added(int slot, int parent, char c) {
    if (nodes == ids.length) {
      ids = Arrays.copyOf(ids, 2 * nodes);
    }
    int node = nodes++;
    ids[node] = NONE;
    edges[slot] = edge(parent, c);
    targets[slot] = node;
    // At most a third is taken, so that most looks find their place at once.
    if (3 * nodes > edges.length) {
      grow();
    }
    return node;
  }

  private void grow() {
    long[] oldEdges = edges;
    int[] oldTargets = targets;
    edges = new long[2 * oldEdges.length];
    targets = new int[edges.length];
    for (int i = 0; i < oldEdges.length; i++) {
      if (oldTargets[i] != ROOT) {
        int slot = slot((int) (oldEdges[i] >>> Character.SIZE), (char) oldEdges[i]);
        edges[slot] = oldEdges[i];
        targets[slot] = oldTargets[i];
      }
    }
  }

  /** Where an edge is, or would be: nothing leads to the root, so its number marks a free place. */
  private int slot(int parent, char c) {
    long edge = edge(parent, c);
    int mask = edges.length - 1;
    // The golden ratio's multiplier of Fibonacci hashing (Knuth, vol. 3, 6.4).
    int slot = (int) ((edge * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (targets[slot] != ROOT && edges[slot] != edge) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private static long edge(int parent, char c) {
    return ((long) parent << Character.SIZE) | c;
  }
}
