package io.smsieve.classify.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.smsieve.classify.BundleException;
import io.smsieve.classify.ModelBundle;
import io.smsieve.classify.TensorSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares an open graph with what its bundle says. */
final class GraphCheck {

  private static final long ANY_SIZE = -1;

  private final Path graph;

  private GraphCheck(Path graph) {
    this.graph = graph;
  }

  /**
   * Checks names, element types and shapes.
   *
   * @throws BundleException at the first difference
   */
  static void check(Path graph, OrtSession session, ModelBundle bundle) throws OrtException {
    GraphCheck check = new GraphCheck(graph);
    check.names(
        "inputs",
        Set.of(bundle.graph().ids().name(), bundle.graph().mask().name()),
        session.getInputNames());
    for (TensorSpec input : bundle.graph().inputs()) {
      check.tensor(input, session.getInputInfo(), ANY_SIZE);
    }
    check.names("outputs", Set.of(bundle.graph().output().name()), session.getOutputNames());
    check.tensor(bundle.graph().output(), session.getOutputInfo(), bundle.heads().size());
  }

  private void names(String what, Set<String> expected, Set<String> found) {
    if (!expected.equals(found)) {
      throw refusal(what, new TreeSet<>(expected).toString(), new TreeSet<>(found).toString());
    }
  }

  private void tensor(TensorSpec spec, Map<String, NodeInfo> nodes, long columns) {
    String expected = spec.type() + " [rows, " + (columns == ANY_SIZE ? "tokens" : columns) + "]";
    if (!(nodes.get(spec.name()).getInfo() instanceof TensorInfo info)) {
      throw refusal(spec.name(), "a tensor " + expected, "something else");
    }
    long[] shape = info.getShape();
    boolean fits =
        info.type == type(spec)
            && shape.length == 2
            && shape[0] == ANY_SIZE
            && (shape[1] == ANY_SIZE || shape[1] == columns);
    if (!fits) {
      String found = info.type + " " + Arrays.toString(shape);
      throw refusal(spec.name(), expected, found + " (-1 is any size)");
    }
  }

  private static OnnxJavaType type(TensorSpec spec) {
    return switch (spec.type()) {
      case "int32" -> OnnxJavaType.INT32;
      case "int64" -> OnnxJavaType.INT64;
      default -> OnnxJavaType.FLOAT;
    };
  }

  private BundleException refusal(String part, String expected, String found) {
    return new BundleException(
        graph
            + ": "
            + part
            + ": expected "
            + expected
            + " as bundle.json says, found "
            + found
            + "; export the bundle again");
  }
}
