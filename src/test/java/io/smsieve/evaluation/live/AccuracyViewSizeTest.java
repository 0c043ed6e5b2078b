package io.smsieve.evaluation.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Provider;
import io.smsieve.evaluation.Bins;
import io.smsieve.evaluation.Cell;
import io.smsieve.evaluation.CellKey;
import io.smsieve.evaluation.Counts;
import io.smsieve.evaluation.FigureName;
import io.smsieve.evaluation.Predictors;
import io.smsieve.evaluation.Resolution;
import io.smsieve.evaluation.ScoreCounts;
import io.smsieve.evaluation.StoredCell;
import io.smsieve.evaluation.Truth;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * How much memory the windows take that are kept at most, and how long the largest question takes:
 * a day of minutes, 92 days of hours, 20 slices, two models and the two baselines.
 */
class AccuracyViewSizeTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final int SLICES = 20;
  private static final int QUESTIONS = 21;
  private static final double THRESHOLD = 0.5;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final Set<FigureName> ALL = EnumSet.allOf(FigureName.class);
  private static final Set<FigureName> ACCURACY = EnumSet.of(FigureName.ACCURACY);
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
  private static final Bins BINS = Bins.around(THRESHOLD);
  private static final ModelIdentity LIVE = model("live");

  private final Random random = new Random(1);
  private final Windows windows = new Windows();

  private static ModelIdentity model(String name) {
    return new ModelIdentity(name, "1", "0f".repeat(32), "cpu-int8", Provider.CPU);
  }

  @Test
  void shouldStayWithinWhatIsDocumented() throws IOException {
    long before = used();
    for (ModelIdentity predictor :
        List.of(LIVE, model("candidate"), Predictors.HAM_ONLY, Predictors.SPAM_ONLY)) {
      for (int slice = 0; slice < SLICES; slice++) {
        fill(predictor, slice == 0 ? "all" : "source=" + slice, Resolution.MINUTE, 1_440, 20);
        fill(predictor, slice == 0 ? "all" : "source=" + slice, Resolution.HOUR, 92 * 24, 200);
      }
    }
    long bytes = used() - before;
    System.out.printf(
        Locale.ROOT,
        "%,d windows take %.0f MB, %.0f bytes each%n",
        windows.cells(),
        bytes / 1e6,
        (double) bytes / windows.cells());
    printMedian("as one", query(Optional.empty(), ALL, true), 1);
    printMedian("day by day", query(Optional.of(Duration.ofDays(1)), ALL, true), 90);
    Optional<Duration> hour = Optional.of(Duration.ofHours(1));
    printMedian("hour by hour, accuracy alone", query(hour, ACCURACY, false), 90 * 24);
    assertThatThrownBy(() -> view().answer(query(hour, ALL, true)))
        .as("1,296,000 figures")
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("take a longer step, or fewer slices or figures");
    assertThat(windows.cells()).isEqualTo(4 * SLICES * (1_440 + 92 * 24));
    assertThat(bytes / windows.cells()).as("bytes a window").isLessThan(1_500);
  }

  private void fill(
      ModelIdentity predictor, String slice, Resolution resolution, int count, int examples) {
    long end = resolution.start(NOW.toEpochMilli());
    // A few kinds of windows are enough; each is a copy of its own, as those from the topic are.
    byte[] bytes = new StoredCell(THRESHOLD, cell(predictor, examples), end).toBytes();
    for (int i = 1; i <= count; i++) {
      CellKey key = new CellKey(predictor, slice, resolution, end - i * resolution.millis());
      windows.put(key, StoredCell.of(bytes));
    }
  }

  /** Scores as our models give them: most of them near one of the ends. */
  private Cell cell(ModelIdentity predictor, int examples) {
    Cell cell = Cell.EMPTY;
    for (int i = 0; i < examples; i++) {
      boolean spam = random.nextInt(4) == 0;
      double distance = Math.min(1, Math.abs(random.nextGaussian()) * 0.15);
      double score = spam ? 1 - distance : distance;
      if (Predictors.isBaseline(predictor)) {
        score = predictor.equals(Predictors.HAM_ONLY) ? 0 : 1;
      }
      Truth truth = spam ? Truth.SPAM : Truth.HAM;
      cell = cell.plusScore(1, truth, i % 10 == 0, BINS.of(score), ScoreCounts.units(score));
    }
    return cell;
  }

  private AccuracyView view() {
    return new AccuracyView(
        windows, () -> Optional.of(NOW), Duration.ofDays(1), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private AccuracyQuery query(Optional<Duration> step, Set<FigureName> figures, boolean baselines) {
    return new AccuracyQuery(
        Optional.of("live"),
        new ArrayList<>(windows.slices(LIVE)),
        NOW.minus(Duration.ofDays(90)),
        NOW,
        step,
        OptionalDouble.empty(),
        Counts.Part.ALL,
        false,
        figures,
        baselines);
  }

  private void printMedian(String how, AccuracyQuery query, int windowsEach) throws IOException {
    double[] wall = new double[QUESTIONS];
    int json = 0;
    double[] computing = new double[QUESTIONS];
    for (int i = 0; i < QUESTIONS; i++) {
      long begin = System.nanoTime();
      long cpuBegin = CPU.getCurrentThreadCpuTime();
      AccuracyAnswer answer = view().answer(query);
      json = JSON.writeValueAsBytes(answer).length;
      computing[i] = (CPU.getCurrentThreadCpuTime() - cpuBegin) / 1e6;
      wall[i] = (System.nanoTime() - begin) / 1e6;
      int predictors = query.baselines() ? 3 : 1;
      assertThat(answer.series()).hasSize(predictors * SLICES);
      assertThat(answer.series().get((predictors - 1) * SLICES).windows()).hasSize(windowsEach);
    }
    Arrays.sort(wall);
    Arrays.sort(computing);
    System.out.printf(
        Locale.ROOT,
        "90 days of hours, one predictor, %d slices, %s: %.0f ms at the median of %d (%.0f ms of"
            + " computing), %.1f MB of JSON%n",
        SLICES,
        how,
        wall[QUESTIONS / 2],
        QUESTIONS,
        computing[QUESTIONS / 2],
        json / 1e6);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
