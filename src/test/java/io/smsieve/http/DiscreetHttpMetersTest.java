package io.smsieve.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscreetHttpMetersTest {

  private final DiscreetHttpMeters filter = new DiscreetHttpMeters();

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/status, 200, GET, /api/v1/status",
    "POST, /api/v1/classify, 400, POST, /api/v1/classify",
    "GET, /api/v1/accuracy, 400, GET, /api/v1/accuracy",
    "GET, NOT_FOUND, 404, GET, NOT_FOUND",
    "GET, /a text%zz, 400, GET, OTHER",
    "POST, /a text, 413, POST, OTHER",
    "a text, /api/v1/status, 405, OTHER, /api/v1/status",
  })
  void shouldKeepNothingThatACallerMadeUp(
      String method, String uri, String status, String keptMethod, String keptUri) {
    Meter.Id id = id("http.server.requests", method, uri, status);
    assertThat(filter.map(id).getTag("method")).isEqualTo(keptMethod);
    assertThat(filter.map(id).getTag("uri")).isEqualTo(keptUri);
    assertThat(filter.map(id).getTag("status")).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"GET, /x, 400"})
  void shouldLeaveOtherMetersAlone(String method, String uri, String status) {
    Meter.Id id = id("smsieve.messages", method, uri, status);
    assertThat(filter.map(id)).isEqualTo(id);
  }

  private static Meter.Id id(String name, String method, String uri, String status) {
    Tags tags = Tags.of("method", method, "uri", uri, "status", status);
    return new Meter.Id(name, tags, null, null, Meter.Type.TIMER);
  }
}
