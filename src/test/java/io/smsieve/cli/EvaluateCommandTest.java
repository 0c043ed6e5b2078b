package io.smsieve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

  private static final String BUNDLE = Path.of("model", "bundles", "tiny").toString();
  private static final String SPAM = "Your parcel is held, pay the fee now at the link";
  private static final String HAM = "See you at noon by the station";

  @TempDir Path folder;

  private Path file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private static CommandRun evaluate(Path file, String... more) {
    List<String> arguments = new ArrayList<>(List.of("evaluate", file.toString()));
    arguments.addAll(List.of("--bundle", BUNDLE));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static String row(String text, String label, String split) {
    return "{\"text\":\"" + text + "\",\"spam\":" + label + ",\"split\":\"" + split + "\"}";
  }

  @Test
  void shouldWriteCountsAndFiguresOfEveryPredictorAndSlice() throws IOException {
    Path rows =
        file(
            "rows.jsonl",
            row(SPAM, "true", "dev"),
            row(HAM, "false", "dev"),
            row(HAM + " again", "null", "test"),
            row(HAM, "true", "train"));
    Path json = folder.resolve("report.json");

    CommandRun run = evaluate(rows, "--where", "split=dev,test", "--json", json.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("ham-only").contains("accuracy").doesNotContain("parcel");
    assertThat(Files.readString(json)).doesNotContain("parcel");
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.at("/input/file").asText()).isEqualTo("rows.jsonl");
    assertThat(report.at("/records/counted").asLong()).isEqualTo(3);
    assertThat(report.get("predictors")).hasSize(3);
    for (JsonNode predictor : report.get("predictors")) {
      JsonNode all = predictor.at("/slices/0");
      assertThat(all.get("slice").asText()).isEqualTo("all");
      assertThat(all.get("n").asLong()).isEqualTo(2);
      long sum = 0;
      for (String count :
          List.of("truePositives", "falsePositives", "trueNegatives", "falseNegatives")) {
        sum += all.get(count).asLong();
      }
      assertThat(sum).isEqualTo(2);
      assertThat(all.get("abstained").isIntegralNumber()).isTrue();
      assertThat(all.at("/figures/accuracy/low").isNumber()).isTrue();
      assertThat(all.at("/figures/accuracy/high").isNumber()).isTrue();
      assertThat(all.get("curve").isArray()).isTrue();
      assertThat(all.get("calibration")).hasSize(10);
    }
    JsonNode undefined = report.at("/predictors/1/slices/0/figures/precision");
    assertThat(undefined.get("value").isNull()).isTrue();
    assertThat(undefined.get("reason").asText()).isEqualTo("nothing was called spam");
  }

  @Test
  void shouldReadOtherColumnsAndLabels() throws IOException {
    Path rows = file("rows.csv", "message,class,lang", SPAM + ",bad,en", HAM + ",good,xy");

    CommandRun run =
        evaluate(
            rows,
            "--text-column=message",
            "--label-column=class",
            "--spam-value=bad",
            "--ham-value=good",
            "--attribute-columns=lang",
            "--json=-");

    // The text of the spam has a comma, so the row has a field too many.
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    file("rows.csv", "message,class,lang", "\"" + SPAM + "\",bad,en", HAM + ",good,xy");
    run =
        evaluate(
            rows,
            "--text-column=message",
            "--label-column=class",
            "--spam-value=bad",
            "--ham-value=good",
            "--attribute-columns=lang",
            "--json=-");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.at("/predictors/0/slices").findValuesAsText("slice"))
        .contains("all", "lang=en", "lang=xy");
  }

  @Test
  void shouldNameTheLineAndNotQuoteItWhenALabelIsNone() throws IOException {
    CommandRun run = evaluate(file("rows.jsonl", row(HAM, "\"" + SPAM + "\"", "dev")));

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("rows.jsonl:1").contains("--spam-value");
    assertThat(run.err()).doesNotContain("parcel").doesNotContain("station");
  }

  @Test
  void shouldRefuseTheSameBundleTwice() throws IOException {
    CommandRun run = evaluate(file("rows.jsonl", row(HAM, "false", "dev")), "--bundle", BUNDLE);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("--bundle: expected bundles or profiles that differ");
  }

  @Test
  void shouldRefuseAReportThatCannotBeWrittenBeforeScoring() throws IOException {
    CommandRun run =
        evaluate(
            file("rows.jsonl", row(HAM, "false", "dev")),
            "--json",
            folder.resolve("none").resolve("report.json").toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("expected a file that can be written");
  }
}
