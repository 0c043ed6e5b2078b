package io.smsieve.classify.onnx;

import java.util.Arrays;

/** Numbers one after another, in an array that is used again. For one thread. */
final class IdList {

  private int[] ids = new int[256];
  private int size;

  int size() {
    return size;
  }

  void add(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
    }
    ids[size++] = id;
  }

  /** Forgets what lies behind the first so many. */
  void shrink(int newSize) {
    size = newSize;
  }

  /** Copies a part into another array. */
  void copy(int from, int[] target, int at, int count) {
    System.arraycopy(ids, from, target, at, count);
  }
}
