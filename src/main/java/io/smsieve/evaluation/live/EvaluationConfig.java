package io.smsieve.evaluation.live;

import io.smallrye.config.WithDefault;
import io.smsieve.evaluation.Timing;
import io.smsieve.stream.SliceBounds;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** {@code smsieve.evaluation.*}: how right models are, by labelled examples. */
public interface EvaluationConfig {

  /** Name of the consumer group and prefix of the transactional ids. */
  @WithDefault("smsieve-evaluation")
  @NotBlank
  String applicationId();

  /** Stream threads, 1 to 256. */
  @WithDefault("1")
  @Min(1)
  @Max(256)
  int threads();

  /** The longest time between two commits. */
  @WithDefault("500ms")
  @DurationMin(millis = 1)
  Duration commitInterval();

  /** Folders of the bundles that are evaluated; else that of smsieve.model.bundle alone. */
  Optional<List<Path>> bundles();

  /** Attributes of examples that slices are made by, beside political, source and script. */
  Optional<List<String>> sliceAttributes();

  /** Values of one attribute that are kept apart; what comes after them is counted together. */
  @WithDefault("50")
  @Min(1)
  @Max(1000)
  int maxSliceValues();

  /** How long after it was seen an example may be written, by the record's timestamp. */
  @WithDefault("90d")
  @DurationMin(millis = 1)
  Duration maxLateness();

  /** How long before it was seen an example may be written. */
  @WithDefault("1h")
  @DurationMin(millis = 0)
  Duration maxFuture();

  /** How long windows of a minute are kept. */
  @WithDefault("1d")
  @DurationMin(millis = 1)
  Duration minutesFor();

  /** How long windows of an hour are kept, and so what is remembered of each example. */
  @WithDefault("92d")
  @DurationMin(millis = 1)
  Duration hoursFor();

  /** How often changed windows are published. */
  @WithDefault("1s")
  @DurationMin(millis = 1)
  Duration publishInterval();

  /** Where state is kept between two starts; two instances of one machine need two folders. */
  Optional<Path> stateDir();

  /** Whether this instance reads the windows into memory and answers questions about them. */
  @WithDefault("true")
  boolean view();

  /** How much is looked at together; live messages go first within it. */
  Slice slice();

  /** {@code smsieve.evaluation.slice.*}. */
  interface Slice {
    /** Examples at most. */
    @WithDefault("256")
    @Min(1)
    int rows();

    /** Bytes of examples at most. */
    @WithDefault("65536")
    @Min(1)
    long bytes();

    /** How long a slice may take, by what slices took before. */
    @WithDefault("200ms")
    @DurationMin(millis = 1)
    Duration time();

    /** The same as one value. */
    default SliceBounds bounds() {
      return new SliceBounds(rows(), bytes(), time());
    }
  }

  /** Which windows an example belongs to. */
  default Timing timing() {
    return new Timing(maxLateness(), maxFuture(), minutesFor());
  }
}
