package io.smsieve.embedded.child;

import io.smsieve.embedded.TopicSpec;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** Runs the broker. Arguments: its properties, its internal address, topics to create. */
public final class BrokerMain {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(6);
  private static final String FORMATTED = "meta.properties";

  private BrokerMain() {}

  /** Runs until standard input ends. */
  public static void main(String[] arguments) {
    Parent parent = Parent.attach(STOP_LIMIT);
    try {
      List<TopicSpec> topics = Arrays.stream(arguments).skip(2).map(TopicSpec::parse).toList();
      Codecs.load();
      KafkaRaftServer server = start(Path.of(arguments[0]));
      new Topics(arguments[1], parent).create(topics);
      parent.ready();
      server.awaitShutdown();
    } catch (Exception failure) {
      // Thrown by a start, with whatever a library chose; the launcher needs it as one line.
      failure.printStackTrace();
      parent.failed(failure.getMessage() == null ? failure.toString() : failure.getMessage());
      System.exit(1);
    }
  }

  private static KafkaRaftServer start(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    format(file, Path.of(properties.getProperty("log.dirs")));
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-broker"));
    server.startup();
    return server;
  }

  /** Gives a new folder a cluster id, which it keeps. The file is written last, and whole. */
  private static void format(Path properties, Path folder) throws IOException {
    if (Files.exists(folder.resolve(FORMATTED))) {
      return;
    }
    List<String> command =
        new ArrayList<>(
            List.of("format", "--cluster-id", Uuid.randomUuid().toString(), "--ignore-formatted"));
    command.addAll(List.of("--config", properties.toString()));
    int result = StorageTool.execute(command.toArray(String[]::new), System.err);
    if (result != 0) {
      throw new IOException("the folder " + folder + " cannot be formatted for the broker");
    }
  }
}
