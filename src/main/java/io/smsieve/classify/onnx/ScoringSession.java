package io.smsieve.classify.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.smsieve.classify.GraphSpec;
import io.smsieve.classify.InputLimits;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * One open graph. Safe for several threads: each run borrows a buffer that is used again, and runs
 * come in the order in which they were asked for, so that no thread starves another.
 */
final class ScoringSession implements RowScorer {

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final GraphSpec graph;
  private final int padId;
  private final int runsAtOnce;
  private final Semaphore turns;
  private final Queue<RowBuffer> buffers = new ConcurrentLinkedQueue<>();

  /**
   * An open graph.
   *
   * @param runsAtOnce runs that one call does side by side
   * @param turns runs of all callers at the same time; the others wait for their turn
   */
  ScoringSession(
      OrtEnvironment environment,
      OrtSession session,
      GraphSpec graph,
      InputLimits limits,
      int runsAtOnce,
      int turns) {
    this.environment = environment;
    this.session = session;
    this.graph = graph;
    this.padId = limits.padId();
    this.runsAtOnce = runsAtOnce;
    this.turns = new Semaphore(turns, true);
  }

  @Override
  public float[] logits(List<TokenisedText> rows) throws RowsFailedException {
    RowBuffer buffer = buffers.poll();
    if (buffer == null) {
      buffer = new RowBuffer(graph.ids(), graph.mask());
    }
    try {
      buffer.write(rows, padId);
      turns.acquireUninterruptibly();
      try {
        return run(buffer);
      } finally {
        turns.release();
      }
    } catch (OrtException e) {
      throw OrtFailures.ofRun(e);
    } finally {
      buffers.add(buffer);
    }
  }

  @Override
  public int runsAtOnce() {
    return runsAtOnce;
  }

  private float[] run(RowBuffer buffer) throws OrtException {
    try (OnnxTensor ids = buffer.idTensor(environment);
        OnnxTensor mask = buffer.maskTensor(environment);
        OrtSession.Result result =
            session.run(
                Map.of(graph.ids().name(), ids, graph.mask().name(), mask),
                Set.of(graph.output().name()))) {
      FloatBuffer logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] copy = new float[logits.remaining()];
      logits.get(copy);
      return copy;
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      // Only a second close is refused, and that is harmless.
      throw new IllegalStateException("ONNX Runtime could not close a session", e);
    }
  }
}
