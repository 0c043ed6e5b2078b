package io.smsieve.replay.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.smsieve.evaluation.EvaluatedModel;
import io.smsieve.evaluation.Slices;
import io.smsieve.record.LabelledExample;
import io.smsieve.replay.Origin;
import io.smsieve.replay.Report;
import io.smsieve.replay.ReportOptions;
import io.smsieve.replay.Sayings;
import io.smsieve.replay.Trial;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportHtmlTest {

  private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&\u202e";
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  private static String page(boolean texts, LabelledExample... examples) throws IOException {
    List<EvaluatedModel> models = List.of(Sayings.model("first", 0), Sayings.model("second", 1));
    ReportOptions options = new ReportOptions(50, Optional.of(Duration.ofHours(1)), true, texts);
    Trial trial = new Trial(models, new Slices(List.of("kind")), options);
    trial.take(List.of(examples));
    Report report = trial.report();
    StringWriter out = new StringWriter();
    ReportHtml.write(report, Origin.ofFile("rows " + HOSTILE), NOW, out);
    return out.toString();
  }

  private static LabelledExample[] examples() {
    LabelledExample.Builder hostile =
        LabelledExample.newBuilder(Sayings.example("id " + HOSTILE, true, "0.9,0.2," + HOSTILE))
            .setSource(HOSTILE)
            .setAttributes(Map.of("kind", HOSTILE));
    return new LabelledExample[] {
      hostile.build(),
      LabelledExample.newBuilder(Sayings.example("later", false, "0.7,0.1"))
          .setObservedAt(Instant.EPOCH.plus(Duration.ofHours(30)))
          .build(),
      Sayings.example("a", true, "0.8,0.9"),
      Sayings.example("b", false, "0.2,0.3"),
    };
  }

  @Test
  void shouldLoadNothingAndRunNothing() throws IOException {
    String page = page(true, examples());

    assertThat(page)
        .contains("default-src 'none'")
        .doesNotContain("<img")
        .doesNotContain("<script")
        .doesNotContain("<link")
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("url(")
        .doesNotContain("\u202e");
    assertThat(page).contains("id &lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;\\u202e");
  }

  @Test
  void shouldShowTextsOnlyWhenAsked() throws IOException {
    assertThat(page(true, examples())).contains("0.9,0.2,&lt;img");
    assertThat(page(false, examples())).doesNotContain("0.9,0.2,").doesNotContain("<th>text</th>");
  }

  @Test
  void shouldDrawEveryPlotAsWellFormedSvg() throws Exception {
    String page = page(false, examples());

    List<String> plots = plots(page);
    // The curves, the calibration of each model, and the time.
    assertThat(plots).hasSize(4);
    for (String plot : plots) {
      parse(plot);
      assertThat(plot).doesNotContain("NaN").doesNotContain("Infinity");
    }
  }

  @Test
  void shouldMakeAPageOfNothing() throws Exception {
    String page = page(false);

    assertThat(page).contains("no labelled example with a score").doesNotContain("NaN");
    for (String plot : plots(page)) {
      parse(plot);
    }
  }

  private static List<String> plots(String page) {
    List<String> found = new ArrayList<>();
    for (int at = page.indexOf("<svg"); at >= 0; at = page.indexOf("<svg", at + 1)) {
      found.add(page.substring(at, page.indexOf("</svg>", at) + 6));
    }
    return found;
  }

  private static void parse(String xml)
      throws ParserConfigurationException, SAXException, IOException {
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
