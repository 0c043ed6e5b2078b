package io.smsieve.embedded.child;

import io.smsieve.embedded.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics that are missing; those that exist are left as they are.
 *
 * @param bootstrapServers the broker's internal address
 * @param parent who is told
 */
record Topics(String bootstrapServers, Parent parent) {

  void create(List<TopicSpec> topics) throws InterruptedException, ExecutionException {
    if (topics.isEmpty()) {
      return;
    }
    Map<String, Object> config =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(config)) {
      List<NewTopic> wanted = new ArrayList<>();
      for (TopicSpec topic : topics) {
        wanted.add(
            new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                .configs(topic.configs()));
      }
      Map<String, KafkaFuture<Void>> results = admin.createTopics(wanted).values();
      for (TopicSpec topic : topics) {
        report(topic.name(), results.get(topic.name()));
      }
    }
  }

  private void report(String topic, KafkaFuture<Void> result)
      throws InterruptedException, ExecutionException {
    try {
      result.get();
      parent.created(topic);
    } catch (ExecutionException failure) {
      if (!(failure.getCause() instanceof TopicExistsException)) {
        throw new ExecutionException(
            "topic " + topic + ": " + failure.getCause().getMessage(), failure.getCause());
      }
      parent.kept(topic);
    }
  }
}
