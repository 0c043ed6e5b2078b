package io.smsieve.classify.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import io.smsieve.classify.onnx.RowsFailedException.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as ONNX Runtime's source and threads about it have them. */
class OrtFailuresTest {

  @ParameterizedTest
  @CsvSource({
    "ORT_INVALID_ARGUMENT, Got invalid dimensions for input, ROWS",
    "ORT_FAIL, input index out of range, ROWS",
    "ORT_RUNTIME_EXCEPTION, Failed to allocate memory for requested buffer of size 9, MEMORY",
    "ORT_FAIL, Available memory of 5 is smaller than requested bytes of 9, MEMORY",
    "ORT_RUNTIME_EXCEPTION, std::bad_alloc, MEMORY",
    "ORT_FAIL, CUDA failure 2: out of memory ; GPU=0, MEMORY",
    "ORT_EP_FAIL, CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED, MEMORY",
    "ORT_FAIL, CUDA failure 700: an illegal memory access was encountered ; GPU=0, DEVICE",
    "ORT_EP_FAIL, CUDA failure 719: unspecified launch failure, DEVICE",
    "ORT_FAIL, CUDA failure 999: unknown error, DEVICE",
    "ORT_DEVICE_RESET, gone, DEVICE"
  })
  void shouldTellWhoseFaultAFailureIs(OrtErrorCode code, String message, Kind kind) {
    assertThat(OrtFailures.kind(new OrtException(code, message))).isEqualTo(kind);
  }
}
