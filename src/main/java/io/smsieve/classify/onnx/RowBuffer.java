package io.smsieve.classify.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.smsieve.classify.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Ids and mask of one batch in direct memory of native order, written anew for every run. For one
 * thread at a time; a tensor made from it is valid until the next write.
 */
final class RowBuffer {

  private final OnnxJavaType idType;
  private final OnnxJavaType maskType;
  private ByteBuffer ids = ByteBuffer.allocateDirect(0);
  private ByteBuffer mask = ByteBuffer.allocateDirect(0);
  private long[] shape = new long[2];

  RowBuffer(TensorSpec ids, TensorSpec mask) {
    this.idType = type(ids);
    this.maskType = type(mask);
  }

  /** Writes rows, filled up on the right to the longest. */
  void write(List<TokenisedText> rows, int padId) {
    int width = 0;
    for (TokenisedText row : rows) {
      width = Math.max(width, row.ids().length);
    }
    ids = cleared(ids, rows.size() * width * idType.size);
    mask = cleared(mask, rows.size() * width * maskType.size);
    for (TokenisedText row : rows) {
      for (int i = 0; i < width; i++) {
        boolean counts = i < row.ids().length;
        put(ids, idType, counts ? row.ids()[i] : padId);
        put(mask, maskType, counts ? 1 : 0);
      }
    }
    ids.flip();
    mask.flip();
    shape = new long[] {rows.size(), width};
  }

  /** The ids as a tensor over this memory; the caller closes it. */
  OnnxTensor idTensor(OrtEnvironment environment) throws OrtException {
    return OnnxTensor.createTensor(environment, ids, shape, idType);
  }

  /** The mask as a tensor over this memory; the caller closes it. */
  OnnxTensor maskTensor(OrtEnvironment environment) throws OrtException {
    return OnnxTensor.createTensor(environment, mask, shape, maskType);
  }

  private static OnnxJavaType type(TensorSpec spec) {
    return spec.type().equals("int64") ? OnnxJavaType.INT64 : OnnxJavaType.INT32;
  }

  private static ByteBuffer cleared(ByteBuffer buffer, int size) {
    return buffer.capacity() >= size
        ? buffer.clear()
        : ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  private static void put(ByteBuffer buffer, OnnxJavaType type, int value) {
    if (type == OnnxJavaType.INT64) {
      buffer.putLong(value);
    } else {
      buffer.putInt(value);
    }
  }
}
