package io.smsieve.cli.up;

import io.smsieve.cli.up.SampleMessages.Sample;
import io.smsieve.record.Predictor;
import io.smsieve.record.Provider;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Values for the tests of this package. */
final class Samples {

  static final Predictor PREDICTOR =
      Predictor.newBuilder()
          .setName("tiny")
          .setVersion("0.1.0")
          .setHash("00")
          .setProfile("fp32")
          .setProvider(Provider.CPU)
          .build();

  private Samples() {}

  static Sample sample(String text, boolean spam) {
    return new Sample("rows:1", text, spam, null);
  }

  static Outcome.Labelled labelled(long index, boolean truth, boolean label) {
    return labelled(index, sample("text " + index, truth), label);
  }

  static Outcome.Labelled labelled(long index, Sample sample, boolean label) {
    return new Outcome.Labelled(index, sample, label, label ? 0.75 : 0.25, PREDICTOR, 40);
  }

  static Frame frame(Snapshot snapshot, Duration uptime) {
    return frame(snapshot, Standing.NONE, uptime);
  }

  static Frame frame(Snapshot snapshot, Standing standing, Duration uptime) {
    Endpoints endpoints =
        new Endpoints("127.0.0.1:9092", URI.create("http://127.0.0.1:8081"), Path.of("data"));
    Frame.Place place = new Frame.Place(endpoints, URI.create("http://127.0.0.1:8080"));
    return new Frame(uptime, 19.5, snapshot, standing, place);
  }
}
