package io.smsieve.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.smsieve.classify.ModelIdentity;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * What a gate decided.
 *
 * @param baseline what was to be replaced
 * @param candidate what was to replace it
 * @param input name of the files
 * @param margin by how much the candidate's accuracy may be lower
 * @param unseenOnly whether examples that either was trained on were left out
 * @param slices one each that was asked for
 */
public record GateReport(
    ModelIdentity baseline,
    ModelIdentity candidate,
    String input,
    double margin,
    boolean unseenOnly,
    List<GateVerdict> slices) {

  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build()
          .writer();

  /** Keeps a copy. */
  public GateReport {
    slices = List.copyOf(slices);
  }

  /** Whether the candidate passed in every slice. */
  @JsonProperty
  public boolean passed() {
    return slices.stream().allMatch(GateVerdict::passed);
  }

  /**
   * Writes all of it as a JSON object.
   *
   * @param out left open
   */
  public void writeJson(Writer out) throws IOException {
    WRITER.writeValue(out, this);
    out.write('\n');
    out.flush();
  }
}
