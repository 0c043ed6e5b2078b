package io.smsieve.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.Blocking;
import io.smsieve.app.SmsieveConfig;
import io.smsieve.classify.Classifier;
import io.smsieve.classify.Outcome;
import io.smsieve.classify.Rejection;
import io.smsieve.classify.Verdict;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** {@code POST /api/v1/classify}: labels texts; writes nothing anywhere. */
@Path("/api/v1/classify")
public final class ClassifyResource {

  private final Classifier classifier;
  private final int maxTexts;

  /** Classifies with this model. */
  public ClassifyResource(Classifier classifier, SmsieveConfig config) {
    this.classifier = classifier;
    this.maxTexts = config.api().maxTexts();
  }

  /** Labels one text or many. */
  @POST
  @Blocking
  @ChangesNothing
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Label one text or many; one result a text, in the same order")
  @RequestBody(
      required = true,
      description = "Either text or texts",
      content = @Content(schema = @Schema(oneOf = {OneText.class, ManyTexts.class})))
  @APIResponse(responseCode = "200", description = "A result for every text")
  @APIResponse(responseCode = "400", description = "Not such a request")
  @APIResponse(responseCode = "503", description = "The model fails at the moment")
  public Answer classify(Request request) {
    List<String> texts = texts(request);
    List<Outcome> outcomes = classifier.classify(texts);
    return new Answer(StatusResource.Model.of(classifier.model()), results(outcomes));
  }

  private List<String> texts(Request request) {
    if (request == null || (request.text() == null) == (request.texts() == null)) {
      throw new BadRequestException("expected either text or texts, found both or none");
    }
    List<String> texts =
        request.texts() == null ? Collections.singletonList(request.text()) : request.texts();
    if (texts.isEmpty() || texts.size() > maxTexts) {
      throw new BadRequestException(
          "expected 1 to "
              + maxTexts
              + " texts, found "
              + texts.size()
              + ": send several requests");
    }
    if (texts.contains(null)) {
      throw new BadRequestException(
          "texts: expected a text in each place, found null in place " + texts.indexOf(null));
    }
    return texts;
  }

  private static List<Result> results(List<Outcome> outcomes) {
    List<Result> results = new ArrayList<>(outcomes.size());
    for (Outcome outcome : outcomes) {
      results.add(
          outcome instanceof Verdict verdict ? Result.of(verdict) : Result.of((Rejection) outcome));
    }
    return results;
  }

  /**
   * What to classify: one of the two.
   *
   * @param text one text
   * @param texts several
   */
  public record Request(String text, List<String> texts) {
    /** Shows no text. */
    @Override
    public String toString() {
      return "Request";
    }
  }

  /** For the description only: a request with one text. */
  @Schema(description = "One text")
  record OneText(@Schema(required = true) String text) {}

  /** For the description only: a request with several texts. */
  @Schema(description = "Several texts")
  record ManyTexts(@Schema(required = true, minItems = 1) List<String> texts) {}

  /** One result a text, and where they come from. */
  public record Answer(StatusResource.Model model, List<Result> results) {}

  /**
   * What became of one text; {@code rejected} says why there is no label.
   *
   * @param spamProbability 0 to 1
   * @param politicalProbability 0 to 1
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Result(
      String label,
      Double spamProbability,
      Double politicalProbability,
      Double threshold,
      Integer tokens,
      Boolean truncated,
      String rejected) {

    static Result of(Verdict verdict) {
      return new Result(
          verdict.label().name().toLowerCase(Locale.ROOT),
          verdict.spamProbability(),
          verdict.politicalProbability().isPresent()
              ? verdict.politicalProbability().getAsDouble()
              : null,
          verdict.threshold(),
          verdict.tokens(),
          verdict.truncated(),
          null);
    }

    static Result of(Rejection rejection) {
      return new Result(null, null, null, null, null, null, rejection.reason().name());
    }
  }
}
