package io.smsieve.stream;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka Streams is told: our settings, over them the user's, over those what must be so. */
public final class StreamSettings {

  private static final Set<String> INTERCEPTORS =
      Set.of(
          ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
          StreamsConfig.CONSUMER_PREFIX + ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
          StreamsConfig.MAIN_CONSUMER_PREFIX + ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);

  /**
   * Of a record before compression. Far above the topics' limits, which are of what is compressed:
   * a dead letter may have fitted into its topic only so.
   */
  static final int MAX_REQUEST_BYTES = 64 * 1024 * 1024;

  /** Kafka Streams' own. */
  private static final int POLLED_BY_DEFAULT = 1_000;

  private StreamSettings() {}

  /**
   * The settings of a role.
   *
   * @param kafka the address, and properties by Kafka's keys; what Smsieve rests on cannot be
   *     changed
   * @param role what the role wants: application id, threads, commit interval, topics to note
   */
  public static Properties of(KafkaConfig kafka, Role role) {
    Map<String, String> user = kafka.properties();
    Properties all = new Properties();
    // Names the threads, and the metrics: one that is new with each start would be a new series.
    all.put(StreamsConfig.CLIENT_ID_CONFIG, role.applicationId());
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, role.threads());
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, role.commitMillis());
    all.put(consumer(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    // A killed process gives its partitions back after this.
    all.put(consumer(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
    all.put(producer(ProducerConfig.LINGER_MS_CONFIG), 5);
    // No weaker than what whoever wrote the input may have used: see MAX_REQUEST_BYTES.
    all.put(producer(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd");
    all.put(producer(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST_BYTES);
    all.put(producer(ProducerConfig.BUFFER_MEMORY_CONFIG), MAX_REQUEST_BYTES);
    // Well above the 2 s of a slice; Kafka Streams' own 10 s are near it on a busy machine. A
    // killed
    // process holds up its partitions for as long, since nobody else may end its transaction.
    all.put(producer(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 20_000);
    all.putAll(user);
    INTERCEPTORS.forEach(all::remove);
    all.put(
        StreamsConfig.MAIN_CONSUMER_PREFIX + ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
        interceptors(user));
    all.put(
        StreamsConfig.MAIN_CONSUMER_PREFIX + PollInterceptor.TOPICS,
        String.join(",", role.notedTopics()));
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, role.applicationId());
    all.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // A generated name changes with the topology, and an upgraded process would not find its state.
    all.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    return all;
  }

  /**
   * Has so many records polled at once that the largest run of a model can be filled, unless the
   * user has set how many.
   *
   * @param all settings, changed here
   * @param records what the largest run takes; below Kafka Streams' own number nothing changes
   */
  public static void pollAtLeast(Properties all, int records) {
    String key = ConsumerConfig.MAX_POLL_RECORDS_CONFIG;
    boolean set =
        all.containsKey(key)
            || all.containsKey(consumer(key))
            || all.containsKey(StreamsConfig.MAIN_CONSUMER_PREFIX + key);
    if (!set && records > POLLED_BY_DEFAULT) {
      all.put(StreamsConfig.MAIN_CONSUMER_PREFIX + key, records);
    }
  }

  /**
   * What a role wants of Kafka Streams.
   *
   * @param commitMillis the longest time between two commits, in ms
   * @param notedTopics topics whose polled records are noted in the {@link PollTable}
   */
  public record Role(
      String name, String applicationId, int threads, long commitMillis, Set<String> notedTopics) {

    /** The name in lower case, for threads and metrics. */
    public Role {
      name = name.toLowerCase(Locale.ROOT);
      notedTopics = Set.copyOf(notedTopics);
    }
  }

  // The narrowest prefix wins in Kafka Streams, so only that one's list is in force.
  private static String interceptors(Map<String, String> user) {
    String ours = PollInterceptor.class.getName();
    String theirs =
        user.getOrDefault(
            StreamsConfig.MAIN_CONSUMER_PREFIX + ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
            user.getOrDefault(
                StreamsConfig.CONSUMER_PREFIX + ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
                user.getOrDefault(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, "")));
    // Theirs first: what they hand on is what is processed.
    return theirs.isBlank() ? ours : theirs + "," + ours;
  }

  private static String consumer(String key) {
    return StreamsConfig.CONSUMER_PREFIX + key;
  }

  private static String producer(String key) {
    return StreamsConfig.PRODUCER_PREFIX + key;
  }
}
