package io.smsieve.stream;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Work in one step whose cost goes by the size of the values. */
record BytesWork<T>(Function<List<byte[]>, List<T>> work)
    implements SliceWork<Optional<byte[]>, T> {

  @Override
  public List<Optional<byte[]>> prepare(List<byte[]> values) {
    return values.stream().map(Optional::ofNullable).toList();
  }

  @Override
  public long cost(Optional<byte[]> value) {
    return value.map(bytes -> bytes.length).orElse(0);
  }

  @Override
  public long costOfSlice() {
    return Long.MAX_VALUE;
  }

  @Override
  public List<T> finish(List<Optional<byte[]>> values) {
    return work.apply(values.stream().map(value -> value.orElse(null)).toList());
  }
}
