package io.smsieve.stream;

import java.util.List;

/**
 * What is done with the records of a slice, in two steps: a cheap one that tells what the second
 * will cost, and the one that slices exist for. A record is prepared once, also where it has to
 * wait for a later slice.
 *
 * @param <P> a record made ready
 * @param <T> what is found out about a record
 */
public interface SliceWork<P, T> {

  /** Makes values ready; one answer a value, in the same order. */
  List<P> prepare(List<byte[]> values);

  /** What finishing it will cost, 0 or more, in a unit of this work's own. */
  long cost(P prepared);

  /** The cost that a slice should have at most; may change while running. */
  long costOfSlice();

  /** Finds out about them all; one answer each, in the same order. */
  List<T> finish(List<P> prepared);
}
