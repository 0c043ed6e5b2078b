package io.smsieve.classify.onnx;

import ai.onnxruntime.OrtException;
import io.smsieve.classify.onnx.RowsFailedException.Kind;
import java.util.Locale;

/** Tells what kind of failure an exception of ONNX Runtime is. */
final class OrtFailures {

  // "Failed to allocate memory for requested buffer of size ...", "Available memory of ... is
  // smaller than requested bytes of ...", "CUDA failure 2: out of memory", std::bad_alloc.
  private static final String[] MEMORY_WORDS = {"alloc", "memory"};
  private static final String[] DEVICE_WORDS = {"cuda", "cudnn", "cublas", "device"};

  private OrtFailures() {}

  static RowsFailedException ofRun(OrtException e) {
    return new RowsFailedException(
        "ONNX Runtime failed: " + e.getCode() + ": " + e.getMessage(), e, kind(e));
  }

  /** Memory and device; what remains may be the input's or the graph's fault. */
  static Kind kind(OrtException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return switch (e.getCode()) {
      case ORT_INVALID_ARGUMENT -> Kind.ROWS;
      case ORT_DEVICE_RESET -> Kind.DEVICE;
      case ORT_EP_FAIL, ORT_ENGINE_ERROR -> namesMemory(message) ? Kind.MEMORY : Kind.DEVICE;
      default -> kind(message);
    };
  }

  private static Kind kind(String message) {
    if (namesMemory(message)) {
      return Kind.MEMORY;
    }
    return contains(message, DEVICE_WORDS) ? Kind.DEVICE : Kind.ROWS;
  }

  /** An access to memory that must not be is no lack of it, and ends the device's use. */
  private static boolean namesMemory(String message) {
    return contains(message, MEMORY_WORDS) && !message.contains("illegal");
  }

  private static boolean contains(String message, String[] words) {
    for (String word : words) {
      if (message.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
