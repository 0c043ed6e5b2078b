package io.smsieve.cli.accuracy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import io.smsieve.cli.InstanceClient;
import io.smsieve.evaluation.live.AccuracyAnswer;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Asks a running instance how right its predictors were: {@code GET /api/v1/accuracy}. */
public final class AccuracyApi {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().registerModule(new JavaTimeModule());

  private final InstanceClient instance;

  /** Asks this instance. */
  public AccuracyApi(InstanceClient instance) {
    this.instance = instance;
  }

  /** The parameters of a question, in the order in which they were added. */
  public static final class Question {
    private final List<String> parts = new ArrayList<>();

    /** Adds a parameter; null: leaves it to the instance. */
    public Question with(String name, Object value) {
      if (value != null) {
        parts.add(name + "=" + URLEncoder.encode(value.toString(), UTF_8));
      }
      return this;
    }

    private String path() {
      return "/api/v1/accuracy" + (parts.isEmpty() ? "" : "?" + String.join("&", parts));
    }
  }

  /**
   * The answer as it came.
   *
   * @throws CommandFailedException if nobody answers, the question is refused, or somebody else
   *     listens there
   */
  public String json(Question question) throws InterruptedException {
    HttpResponse<String> answer = answer(question);
    parsed(answer);
    return answer.body();
  }

  /**
   * The answer.
   *
   * @throws CommandFailedException as {@link #json} does
   */
  public AccuracyAnswer ask(Question question) throws InterruptedException {
    return parsed(answer(question));
  }

  private HttpResponse<String> answer(Question question) throws InterruptedException {
    HttpResponse<String> answer = instance.get(question.path());
    if (answer.statusCode() == 400) {
      throw new CommandFailedException(ExitCode.USAGE, refusal(answer));
    }
    return answer;
  }

  private static AccuracyAnswer parsed(HttpResponse<String> answer) {
    try {
      AccuracyAnswer parsed = MAPPER.readValue(answer.body(), AccuracyAnswer.class);
      if (answer.statusCode() == 200 && parsed != null && parsed.series() != null) {
        return parsed;
      }
    } catch (JsonProcessingException notJson) {
      // Said below.
    }
    throw notOurs(answer);
  }

  private static String refusal(HttpResponse<String> answer) {
    try {
      String error = MAPPER.readTree(answer.body()).path("error").asText();
      if (!error.isEmpty()) {
        return error;
      }
    } catch (JsonProcessingException notJson) {
      // Said below.
    }
    throw notOurs(answer);
  }

  private static CommandFailedException notOurs(HttpResponse<String> answer) {
    return InstanceClient.notOurs("the accuracy", answer);
  }
}
