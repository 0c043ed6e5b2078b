package io.smsieve.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smsieve.classify.onnx.OnnxOptions;
import io.smsieve.classify.onnx.ProviderChoice;
import io.smsieve.evaluation.live.EvaluationConfig;
import io.smsieve.filter.FilterConfig;
import io.smsieve.stream.KafkaConfig;
import io.smsieve.stream.RegistryConfig;
import io.smsieve.stream.RetryConfig;
import io.smsieve.stream.TopicsConfig;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code smsieve.*}: all settings. One root, so that a key that is not here stops the start. */
@ConfigMapping(prefix = "smsieve")
public interface SmsieveConfig {

  /** What this process does. */
  @WithDefault("filter")
  @NotEmpty
  Set<RoleName> roles();

  /** The broker. */
  KafkaConfig kafka();

  /** The schema registry. */
  RegistryConfig registry();

  /** The topics. */
  TopicsConfig topics();

  /** The model. */
  Model model();

  /** What the model runs on. */
  @WithDefault("auto")
  ProviderChoice provider();

  /** The GPU. */
  Cuda cuda();

  /** The filter. */
  FilterConfig filter();

  /** The evaluation. */
  EvaluationConfig evaluation();

  /** After failures. */
  RetryConfig retry();

  /** The HTTP interface. */
  Api api();

  /** The project's folder; set by the start script. */
  @WithDefault(".")
  Path home();

  /** {@code smsieve.model.*}. */
  interface Model {
    /** The bundle's folder; else model/bundles/smsieve-minilm or the only one there. */
    Optional<Path> bundle();

    /** The bundle's profile; else the bundle's default. */
    Optional<String> profile();

    /** Batches side by side on the CPU, a thread each; 0 for the number of physical cores. */
    @WithDefault("0")
    @Min(0)
    int threads();

    /** Whether the best token budget and slice are measured at the start, in half a second. */
    @WithDefault("true")
    boolean calibrated();

    /** Tokens of one run at most, padding included; 0 for what is measured best. */
    @WithDefault("0")
    @Min(0)
    int tokenBudget();

    /** Rows of one run at most; 0 for the provider's default. */
    @WithDefault("0")
    @Min(0)
    int maxRows();
  }

  /** {@code smsieve.cuda.*}. */
  interface Cuda {
    /** Number of the GPU, from 0. */
    @WithDefault("0")
    @Min(0)
    int device();

    /** Bytes of its memory at most; 0 for no limit. */
    @WithDefault("0")
    @Min(0)
    long memoryLimit();

    /** Options of ONNX Runtime's CUDA provider, by its names. */
    Map<String, String> options();

    /**
     * What happens when provider {@code auto} loses the GPU: the CPU goes on until the next start,
     * or scoring fails, which stops the role and in the end the process.
     */
    @WithDefault("fallback")
    OnnxOptions.OnLoss onLoss();
  }

  /** {@code smsieve.api.*}. */
  interface Api {
    /** What changes state wants this bearer token; none: it is refused. */
    Optional<String> token();

    /** Texts of one request at most. */
    @WithDefault("1000")
    @Min(1)
    int maxTexts();
  }
}
