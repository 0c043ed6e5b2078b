package io.smsieve.http;

import io.smsieve.evaluation.Counts;
import io.smsieve.evaluation.FigureName;
import io.smsieve.evaluation.live.AccuracyAnswer;
import io.smsieve.evaluation.live.AccuracyQuery;
import io.smsieve.evaluation.live.AccuracyView;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code GET /api/v1/accuracy}: how right the evaluated predictors were, window by window. */
@Path("/api/v1/accuracy")
public final class AccuracyResource {

  private static final String AMOUNT = "([0-9]{1,6})([mhd])";
  private static final String TIME =
      "^(-[0-9]{1,6}[mhd]|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?Z)?$";
  private static final Pattern AGO = Pattern.compile("-" + AMOUNT);
  private static final Pattern STEP = Pattern.compile(AMOUNT);

  private final AccuracyView view;
  private final Clock clock;

  /** Answers from this view. */
  public AccuracyResource(AccuracyView view, Clock clock) {
    this.view = view;
    this.clock = clock;
  }

  /** Counts and figures of a range, as a whole or step by step, the baselines beside them. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "How right each predictor was, with 95% intervals, beside ham-only and spam-only")
  @APIResponse(responseCode = "200", description = "One series for each predictor and slice")
  @APIResponse(responseCode = "400", description = "Not such a question")
  public AccuracyAnswer accuracy(
      @Parameter(description = "A predictor's name, name and version, or hash; else all")
          @QueryParam("predictor")
          String predictor,
      @Parameter(
              description =
                  "all, political=yes, source=..., script=..., trained=yes, ATTRIBUTE=...; several,"
                      + " or * for every one; else all")
          @QueryParam("slice")
          List<String> slice,
      @Parameter(
              description = "ISO 8601 in UTC, or how long ago: -24h, -90d, -30m; else -24h",
              schema = @Schema(type = SchemaType.STRING, pattern = TIME))
          @QueryParam("from")
          String from,
      @Parameter(
              description = "Like from; else now",
              schema = @Schema(type = SchemaType.STRING, pattern = TIME))
          @QueryParam("to")
          String to,
      @Parameter(
              description = "Whole minutes, such as 15m, 1h, 1d; else the range as a whole",
              schema = @Schema(type = SchemaType.STRING, pattern = "^(" + AMOUNT + ")?$"))
          @QueryParam("step")
          String step,
      @Parameter(
              description = "Moved to the nearest edge; else each predictor's own",
              schema = @Schema(type = SchemaType.NUMBER, minimum = "0", maximum = "1"))
          @QueryParam("threshold")
          String threshold,
      @Parameter(
              description = "Whether the predictor was trained on the text",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"all", "yes", "no"}))
          @QueryParam("trained")
          String trained,
      @Parameter(
              description = "true: with curve and calibration; else only without a step",
              schema = @Schema(type = SchemaType.BOOLEAN))
          @QueryParam("detail")
          String detail,
      @Parameter(
              description =
                  "accuracy, balancedAccuracy, precision, recall, f1, falsePositiveRate,"
                      + " matthewsCorrelation, areaUnderCurve, brierScore, calibrationError;"
                      + " several; else all")
          @QueryParam("figure")
          List<String> figure,
      @Parameter(description = "no: without ham-only and spam-only beside; else yes")
          @QueryParam("baselines")
          String baselines) {
    try {
      return view.answer(
          new AccuracyQuery(
              Optional.ofNullable(predictor).filter(p -> !p.isBlank()),
              slice == null ? List.of() : slice,
              instant("from", from, "-24h"),
              instant("to", to, "-0m"),
              step(step),
              threshold(threshold),
              part(trained),
              detail(detail).orElse(step == null),
              figures(figure),
              yes(baselines)));
    } catch (IllegalArgumentException | DateTimeException refused) {
      throw refused instanceof IllegalArgumentException
          ? new BadRequestException(refused.getMessage())
          : new BadRequestException("expected times within reach, found others");
    }
  }

  private Instant instant(String name, String given, String otherwise) {
    String text = given == null || given.isBlank() ? otherwise : given;
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return clock.instant().minus(duration(ago));
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException notATime) {
      throw new BadRequestException(
          name + ": expected a time such as 2026-01-31T12:00:00Z or -24h, found something else");
    }
  }

  private static Optional<Duration> step(String given) {
    if (given == null || given.isBlank()) {
      return Optional.empty();
    }
    Matcher step = STEP.matcher(given);
    if (!step.matches()) {
      throw new BadRequestException("step: expected such as 15m, 1h or 1d, found something else");
    }
    return Optional.of(duration(step));
  }

  private static Duration duration(Matcher amount) {
    long number = Long.parseLong(amount.group(1));
    return switch (amount.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static OptionalDouble threshold(String given) {
    if (given == null || given.isBlank()) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(Double.parseDouble(given));
    } catch (NumberFormatException notANumber) {
      throw new BadRequestException("threshold: expected a number from 0 to 1, found another text");
    }
  }

  private static Set<FigureName> figures(List<String> given) {
    if (given == null || given.isEmpty()) {
      return EnumSet.allOf(FigureName.class);
    }
    Set<FigureName> wanted = EnumSet.noneOf(FigureName.class);
    for (String name : given) {
      wanted.add(
          Arrays.stream(FigureName.values())
              .filter(each -> each.json().equalsIgnoreCase(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new BadRequestException(
                          "figure: expected accuracy, recall or another of docs/evaluation.md,"
                              + " found something else")));
    }
    return wanted;
  }

  private static boolean yes(String given) {
    return switch (given == null ? "yes" : given.toLowerCase(Locale.ROOT)) {
      case "yes", "" -> true;
      case "no" -> false;
      default -> throw new BadRequestException("baselines: expected yes or no, found another");
    };
  }

  private static Optional<Boolean> detail(String given) {
    if (given == null || given.isBlank()) {
      return Optional.empty();
    }
    if (!given.equals("true") && !given.equals("false")) {
      throw new BadRequestException("detail: expected true or false, found another");
    }
    return Optional.of(Boolean.valueOf(given));
  }

  private static Counts.Part part(String given) {
    return switch (given == null ? "all" : given.toLowerCase(Locale.ROOT)) {
      case "all", "" -> Counts.Part.ALL;
      case "yes" -> Counts.Part.TRAINED;
      case "no" -> Counts.Part.NOT_TRAINED;
      default -> throw new BadRequestException("trained: expected all, yes or no, found another");
    };
  }
}
