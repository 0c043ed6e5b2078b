package io.smsieve.classify.onnx;

import ai.onnxruntime.OrtException;
import java.util.Locale;

/** Tells what kind of failure an exception of ONNX Runtime is. */
final class OrtFailures {

  private static final String[] SYSTEM_WORDS = {
    "alloc", "out of memory", "cuda", "cudnn", "cublas", "device"
  };

  private OrtFailures() {}

  static RowsFailedException ofRun(OrtException e) {
    return new RowsFailedException(
        "ONNX Runtime failed: " + e.getCode() + ": " + e.getMessage(), e, isSystemFailure(e));
  }

  /** Device and memory; what remains may be the input's or the graph's fault. */
  static boolean isSystemFailure(OrtException e) {
    return switch (e.getCode()) {
      case ORT_EP_FAIL, ORT_DEVICE_RESET, ORT_ENGINE_ERROR -> true;
      case ORT_INVALID_ARGUMENT -> false;
      default -> namesSystem(e.getMessage());
    };
  }

  private static boolean namesSystem(String message) {
    String lower = String.valueOf(message).toLowerCase(Locale.ROOT);
    for (String word : SYSTEM_WORDS) {
      if (lower.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
