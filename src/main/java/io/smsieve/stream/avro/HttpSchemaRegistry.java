package io.smsieve.stream.avro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/**
 * A registry behind Confluent's HTTP interface, which Apicurio ({@code …/apis/ccompat/v7}),
 * Confluent's own and Karapace offer. Schemas are kept for ever, as an id never changes its
 * meaning; that an id is not known is kept for a short time. Thread-safe.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {

  /** How long an id that the registry does not know is not asked for again. */
  static final Duration UNKNOWN_FOR = Duration.ofSeconds(30);

  // Garbage claims four billion ids.
  private static final int MAX_UNKNOWN = 10_000;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int NO_SCHEMA = 40403;

  private final RegistryHttp http;
  private final LongSupplier nanoTime;
  private final Map<Integer, Schema> known = new ConcurrentHashMap<>();
  private final Map<Integer, Long> unknownSince = new ConcurrentHashMap<>();
  // One is enough: who answers about it answers about others too.
  private volatile Integer unanswered;

  /**
   * A client; it connects with the first question.
   *
   * @param base the address of the interface, without user and password in it
   * @param timeout for the whole of a question and its answer
   */
  public HttpSchemaRegistry(URI base, RegistryCredentials credentials, Duration timeout) {
    this(base, credentials, timeout, System::nanoTime);
  }

  HttpSchemaRegistry(
      URI base, RegistryCredentials credentials, Duration timeout, LongSupplier nanoTime) {
    this.http = new RegistryHttp(base, credentials, timeout);
    this.nanoTime = nanoTime;
  }

  @Override
  public Schema schemaById(int id) {
    Schema schema = known.get(id);
    if (schema != null) {
      return schema;
    }
    Long since = unknownSince.get(id);
    if (id < 0 || (since != null && nanoTime.getAsLong() - since < UNKNOWN_FOR.toNanos())) {
      throw new UnknownSchemaException("the registry has no schema " + id);
    }
    try {
      Schema asked = ask(id);
      known.put(id, asked);
      unanswered = null;
      return asked;
    } catch (UnknownSchemaException unknown) {
      rememberUnknown(id);
      unanswered = null;
      throw unknown;
    } catch (RegistryUnavailableException away) {
      unanswered = id;
      throw away;
    }
  }

  @Override
  public void askAgain() {
    Integer id = unanswered;
    if (id != null) {
      try {
        schemaById(id);
      } catch (UnknownSchemaException unknown) {
        // That is an answer.
      }
    }
  }

  private Schema ask(int id) {
    RegistryHttp.Answer answer = http.get("/schemas/ids/" + id);
    // A plain 404 would be what a wrong address gives; then nothing is known of the schema.
    if (answer.status() == 404 && json(answer).path("error_code").asInt() == NO_SCHEMA) {
      throw new UnknownSchemaException("the registry has no schema " + id);
    }
    JsonNode body = json(expectOk(answer));
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new UnknownSchemaException("schema " + id + " is of type " + type + ", not AVRO");
    }
    if (!body.path("schema").isTextual()) {
      throw http.unusable(answer, "an answer without a schema");
    }
    try {
      return new Schema.Parser().parse(body.get("schema").asText());
    } catch (RuntimeException invalid) {
      // Avro's parser throws a NullPointerException for a reference to nowhere, for one. Anybody
      // who may register can make us read a schema.
      throw new UnknownSchemaException(
          "schema " + id + " is not valid for Avro, or refers to schemas outside itself");
    }
  }

  private void rememberUnknown(int id) {
    long now = nanoTime.getAsLong();
    if (unknownSince.size() >= MAX_UNKNOWN) {
      unknownSince.values().removeIf(since -> now - since >= UNKNOWN_FOR.toNanos());
    }
    if (unknownSince.size() < MAX_UNKNOWN) {
      unknownSince.put(id, now);
    }
  }

  @Override
  public int register(String subject, Schema schema) {
    String path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions";
    String body = MAPPER.createObjectNode().put("schema", schema.toString()).toString();
    RegistryHttp.Answer answer = http.post(path, body);
    if (answer.status() == 409 || answer.status() == 422) {
      throw new SchemaRefusedException(
          answer.question()
              + " was refused (HTTP "
              + answer.status()
              + "): the schema is not compatible with an earlier version under this subject, or"
              + " not valid; delete the subject or lower its compatibility level");
    }
    JsonNode id = json(expectOk(answer)).path("id");
    if (!id.canConvertToInt()) {
      throw http.unusable(answer, "an answer without an id");
    }
    return id.asInt();
  }

  /**
   * Asks for nothing in particular.
   *
   * @throws RegistryUnavailableException when there is no such registry, with what to do
   */
  public void ping() {
    expectOk(http.get("/subjects"));
  }

  private RegistryHttp.Answer expectOk(RegistryHttp.Answer answer) {
    if (answer.status() != 200) {
      throw http.unusable(answer, "HTTP " + answer.status());
    }
    return answer;
  }

  private JsonNode json(RegistryHttp.Answer answer) {
    try {
      return MAPPER.readTree(answer.body());
    } catch (JsonProcessingException notJson) {
      throw http.unusable(answer, "something else than JSON (HTTP " + answer.status() + ")");
    }
  }
}
