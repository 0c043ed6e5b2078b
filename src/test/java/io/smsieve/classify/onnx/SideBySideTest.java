package io.smsieve.classify.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smsieve.classify.onnx.RowsFailedException.Kind;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class SideBySideTest {

  @Test
  void shouldDoEachPartOnce() throws RowsFailedException {
    AtomicIntegerArray done = new AtomicIntegerArray(1_000);

    SideBySide.run(1_000, 4, done::incrementAndGet);

    assertThat(done.toString()).isEqualTo(Collections.nCopies(1_000, 1).toString());
  }

  @Test
  void shouldDoAsManyAtOnceAsItIsTold() throws RowsFailedException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CyclicBarrier all = new CyclicBarrier(3);

    SideBySide.run(
        3,
        3,
        number -> {
          threads.add(Thread.currentThread());
          meet(all);
        });

    assertThat(threads).hasSize(3).contains(Thread.currentThread());
  }

  @Test
  void shouldStayOnItsOwnThreadWhereThereIsOneAtATime() throws RowsFailedException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();

    SideBySide.run(9, 1, number -> threads.add(Thread.currentThread()));

    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void shouldBeginNoPartAfterOneThatFailedAndThrowWhatItThrew() {
    AtomicInteger begun = new AtomicInteger();

    assertThatThrownBy(
            () ->
                SideBySide.run(
                    1_000,
                    1,
                    number -> {
                      begun.incrementAndGet();
                      throw new RowsFailedException("lost", null, Kind.DEVICE);
                    }))
        .isInstanceOf(RowsFailedException.class)
        .hasMessage("lost");
    assertThat(begun).hasValue(1);
  }

  /** An error of a helper must not pass for a part without a result. */
  @Test
  void shouldThrowAnErrorOfAHelperOnceAllPartsHaveEnded() {
    Thread caller = Thread.currentThread();
    CountDownLatch helper = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                SideBySide.run(
                    2,
                    2,
                    number -> {
                      if (Thread.currentThread() != caller) {
                        helper.countDown();
                        throw new OutOfMemoryError("made up");
                      }
                      await(helper);
                    }))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("made up");
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the others did not come", e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
