package io.smsieve.evaluation;

import io.smsieve.classify.ModelIdentity;
import io.smsieve.classify.Provider;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Contributions as bytes, for state and for the topic between the two parts of the topology. */
final class ContributionCodec {

  private static final HexFormat HEX = HexFormat.of();

  private ContributionCodec() {}

  static void write(Contribution contribution, WireWriter out) {
    out.text(contribution.kind().name());
    out.number(contribution.time());
    out.number(contribution.minutes() ? 1 : 0);
    out.number(contribution.slices().size());
    contribution.slices().forEach(out::text);
    out.number(contribution.scores().size());
    contribution.scores().forEach(scored -> write(scored, out));
  }

  private static void write(Scored scored, WireWriter out) {
    ModelIdentity predictor = scored.predictor();
    out.text(predictor.name()).text(predictor.version()).text(predictor.profile());
    out.bytes(HEX.parseHex(predictor.hash()));
    out.text(predictor.provider().name());
    out.real(scored.threshold());
    out.number(scored.bin());
    out.number(scored.units());
    out.number(scored.trained() ? 1 : 0);
  }

  static Contribution read(WireReader in) {
    Contribution.Kind kind = Contribution.Kind.valueOf(in.text());
    long time = in.number();
    boolean minutes = in.number() == 1;
    List<String> slices = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      slices.add(in.text());
    }
    List<Scored> scores = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      scores.add(scored(in));
    }
    return new Contribution(kind, time, minutes, slices, scores);
  }

  private static Scored scored(WireReader in) {
    String name = in.text();
    String version = in.text();
    String profile = in.text();
    String hash = HEX.formatHex(in.bytes());
    Provider provider = Provider.valueOf(in.text());
    return new Scored(
        new ModelIdentity(name, version, hash, profile, provider),
        in.real(),
        (int) in.number(),
        in.number(),
        in.number() == 1);
  }
}
