package io.smsieve.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.smsieve.evaluation.FigureName;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;

/** Reports as JSON; docs/evaluation.md says what stands in it. */
public final class ReportJson {

  /** Rises when a field changes its meaning or is no longer there. */
  public static final int FORMAT = 1;

  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addKeySerializer(FigureName.class, new FigureKey())
                  .addSerializer(Instant.class, ToStringSerializer.instance))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build()
          .writer();

  private ReportJson() {}

  private record Document(
      int format,
      Instant createdAt,
      Origin input,
      RecordCounts records,
      Object predictors,
      Object pairs) {}

  private static final class FigureKey extends JsonSerializer<FigureName> {
    @Override
    public void serialize(FigureName name, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeFieldName(name.json());
    }
  }

  /**
   * Writes a report.
   *
   * @param out left open
   */
  public static void write(Report report, Origin origin, Instant createdAt, Writer out)
      throws IOException {
    WRITER.writeValue(
        out,
        new Document(
            FORMAT, createdAt, origin, report.records(), report.predictors(), report.pairs()));
    out.write('\n');
    out.flush();
  }
}
