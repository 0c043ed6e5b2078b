package io.smsieve.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.smsieve.record.IncomingSms;
import io.smsieve.record.LabelledExample;
import io.smsieve.stream.avro.RecordEncoder;
import io.smsieve.testing.EmbeddedStack;
import io.smsieve.testing.Messages;
import io.smsieve.testing.RunProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rights that deploy/kubernetes gives each role, at a broker with an authoriser. */
class AclIT {

  private static final Path MANIFEST = Path.of("deploy", "kubernetes", "base", "strimzi.yaml");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MESSAGES = 50;
  private static final int PARTITIONS = 2;
  private static final short ONE = 1;
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  @TempDir static Path folder;
  private static EmbeddedStack stack;
  private static Admin admin;

  @BeforeAll
  static void startStack() throws Exception {
    List<String> options = new ArrayList<>();
    for (String property :
        List.of(
            "listener.security.protocol.map="
                + "CLIENTS:SASL_PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "sasl.enabled.mechanisms=PLAIN",
            "listener.name.clients.plain.sasl.jaas.config="
                + LOGIN
                + " user_admin=\"a-secret\" user_smsieve=\"s-secret\";",
            "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users=User:ANONYMOUS;User:admin")) {
      options.addAll(List.of("--broker-property", property));
    }
    stack = EmbeddedStack.start(folder.resolve("data"), options.toArray(String[]::new));
    Map<String, Object> client = new HashMap<>(login("admin", "a-secret"));
    client.put("bootstrap.servers", stack.bootstrapServers());
    admin = Admin.create(client);
    List<NewTopic> topics = new ArrayList<>(List.of(new NewTopic("sms.incoming", PARTITIONS, ONE)));
    topics.add(new NewTopic("sms.evaluation", PARTITIONS, ONE));
    topics.add(new NewTopic("sms.accuracy", 1, ONE).configs(Map.of("cleanup.policy", "compact")));
    for (String topic : List.of("sms.spam", "sms.ham", "sms.dead-letter")) {
      topics.add(
          new NewTopic(topic, PARTITIONS, ONE).configs(Map.of("max.message.bytes", "2097152")));
    }
    admin.createTopics(topics).all().get();
  }

  @AfterAll
  static void stopStack() throws Exception {
    admin.close();
    stack.close();
  }

  @Test
  void shouldSayWhichRightIsMissingAndWorkWithThoseOfTheManifest() throws Exception {
    Map<String, String> settings = settings();
    settings.put("smsieve.retry.longest-pause", "1s");
    grantAllBut("sms.incoming", AclOperation.READ);
    try (RunProcess run = RunProcess.start(folder.resolve("all.log"), settings)) {
      await().atMost(LIMIT).until(() -> run.status("/q/health/ready") != 0);
      awaitSaid(run, "sms.incoming: grant");
      grantAllBut("sms.ham", AclOperation.WRITE);
      awaitSaid(run, "sms.ham: grant DescribeConfigs and Write");
      grantAllBut("sms.spam", AclOperation.DESCRIBE_CONFIGS);
      awaitSaid(run, "sms.spam: grant");
      grantAllBut("smsieve-filter", AclOperation.READ);
      awaitSaid(run, "GroupAuthorizationException");
      grantAllBut("smsieve-filter", AclOperation.WRITE);
      awaitSaid(run, "TransactionalIdAuthorizationException");

      grant(bindings("smsieve-filter"));
      run.awaitReady();
      produce();
      await().atMost(LIMIT).until(() -> labelled(run) >= MESSAGES);
      assertThat(run.log()).doesNotContain("secret");
    }
  }

  private static void grantAllBut(String resource, AclOperation operation) throws Exception {
    List<AclBinding> less = new ArrayList<>(bindings("smsieve-filter"));
    assertThat(
            less.removeIf(
                b -> b.pattern().name().equals(resource) && b.entry().operation() == operation))
        .isTrue();
    grant(less);
  }

  private static void awaitSaid(RunProcess run, String expected) {
    await().atMost(LIMIT).until(() -> run.get("/q/health/ready").body().contains(expected));
  }

  @Test
  void shouldCountWithTheRightsOfTheManifestForTheEvaluation() throws Exception {
    grant(bindings("smsieve-evaluation"));
    Map<String, String> settings = settings();
    settings.put("smsieve.roles", "evaluation");
    settings.put("smsieve.evaluation.state-dir", folder.resolve("state").toString());
    try (RunProcess run = RunProcess.start(folder.resolve("evaluation.log"), settings)) {
      run.awaitReady();
      produceExamples();
      await()
          .atMost(LIMIT)
          .until(() -> run.get("/api/v1/accuracy").body().contains("\"n\":" + MESSAGES + ","));
      // It must also be let to purge the changes that were taken.
      assertThat(run.log()).doesNotContain("Authorization", "secret");
    }
  }

  private static void produce() throws Exception {
    RecordEncoder<IncomingSms> encoder =
        new RecordEncoder<>(stack.registry(), "sms.incoming-value", IncomingSms.getClassSchema());
    produce("sms.incoming", i -> encoder.encode(Messages.of("m" + i, "see you at " + i)));
  }

  private static void produceExamples() throws Exception {
    RecordEncoder<LabelledExample> encoder =
        new RecordEncoder<>(
            stack.registry(), "sms.evaluation-value", LabelledExample.getClassSchema());
    produce(
        "sms.evaluation",
        i ->
            encoder.encode(
                LabelledExample.newBuilder()
                    .setId("m" + i)
                    .setText("see you at " + i)
                    .setSpam(false)
                    .setPolitical(null)
                    .setSource("test")
                    .setAttributes(Map.of())
                    .setObservedAt(Instant.now())
                    .build()));
  }

  private static void produce(String topic, IntFunction<byte[]> values) throws Exception {
    Map<String, Object> client = new HashMap<>(login("admin", "a-secret"));
    client.put("bootstrap.servers", stack.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < MESSAGES; i++) {
        byte[] key = ("m" + i).getBytes(UTF_8);
        producer.send(new ProducerRecord<>(topic, key, values.apply(i))).get();
      }
    }
  }

  private static long labelled(RunProcess run) throws Exception {
    assertThat(run.status("/q/health/ready")).isEqualTo(200);
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (String topic : List.of("sms.spam", "sms.ham")) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    return admin
        .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
        .all()
        .get()
        .values()
        .stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  private static void grant(List<AclBinding> bindings) throws Exception {
    admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
    admin.createAcls(bindings).all().get();
    await().atMost(LIMIT).until(() -> count() == bindings.size());
  }

  private static int count() throws Exception {
    return admin.describeAcls(AclBindingFilter.ANY).values().get().size();
  }

  /** One binding for each operation that the manifest gives a user. */
  private static List<AclBinding> bindings(String user) throws IOException {
    List<AclBinding> bindings = new ArrayList<>();
    YAMLMapper mapper = new YAMLMapper();
    try (MappingIterator<JsonNode> documents =
        mapper.readerFor(JsonNode.class).readValues(MANIFEST.toFile())) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        if (document.path("metadata").path("name").asText().equals(user)) {
          for (JsonNode acl : document.path("spec").path("authorization").path("acls")) {
            acl.path("operations").forEach(o -> bindings.add(binding(acl.path("resource"), o)));
          }
        }
      }
    }
    return bindings;
  }

  private static AclBinding binding(JsonNode resource, JsonNode operation) {
    boolean prefix = resource.path("patternType").asText().equals("prefix");
    String type = resource.path("type").asText();
    ResourcePattern pattern =
        new ResourcePattern(
            type.equals("transactionalId")
                ? ResourceType.TRANSACTIONAL_ID
                : ResourceType.fromString(type.toUpperCase(Locale.ROOT)),
            resource.path("name").asText(),
            prefix ? PatternType.PREFIXED : PatternType.LITERAL);
    AclOperation allowed =
        operation.asText().equals("DescribeConfigs")
            ? AclOperation.DESCRIBE_CONFIGS
            : AclOperation.fromString(operation.asText().toUpperCase(Locale.ROOT));
    return new AclBinding(
        pattern, new AccessControlEntry("User:smsieve", "*", allowed, AclPermissionType.ALLOW));
  }

  private static Map<String, String> login(String user, String password) {
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        LOGIN + " username=\"" + user + "\" password=\"" + password + "\";");
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("smsieve.kafka.bootstrap-servers", stack.bootstrapServers());
    settings.put("smsieve.registry.url", stack.registryUrl().toString());
    login("smsieve", "s-secret")
        .forEach((key, value) -> settings.put("smsieve.kafka.properties.\"" + key + "\"", value));
    return settings;
  }
}
