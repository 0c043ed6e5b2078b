package io.smsieve.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** A broker that has answered, and what to say of one that has not. */
final class BrokerConnection implements AutoCloseable {

  private final Map<String, Object> properties;
  private final Admin admin;

  private BrokerConnection(Map<String, Object> properties, Admin admin) {
    this.properties = properties;
    this.admin = admin;
  }

  /**
   * Connects.
   *
   * @param properties for Kafka's clients
   * @throws CommandFailedException when the properties are no use or the broker does not answer
   *     within {@link ConnectionOptions#PATIENCE}
   */
  static BrokerConnection open(Map<String, Object> properties) {
    Map<String, Object> impatient = new HashMap<>(properties);
    impatient.put("default.api.timeout.ms", (int) ConnectionOptions.PATIENCE.toMillis());
    impatient.put("request.timeout.ms", (int) ConnectionOptions.PATIENCE.toMillis());
    Admin admin = client(impatient, Admin::create);
    BrokerConnection connection = new BrokerConnection(properties, admin);
    try {
      connection.await(admin.describeCluster().clusterId(), "ask for the cluster's id");
      return connection;
    } catch (CommandFailedException unreachable) {
      admin.close(Duration.ZERO);
      throw unreachable;
    }
  }

  /**
   * Makes a client.
   *
   * @throws CommandFailedException when Kafka does not take the properties
   */
  static <C> C client(Map<String, Object> properties, Function<Map<String, Object>, C> make) {
    try {
      return make.apply(properties);
    } catch (KafkaException invalid) {
      Throwable cause = invalid.getCause() == null ? invalid : invalid.getCause();
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          "expected properties that a Kafka client takes, found: " + cause.getMessage(),
          invalid);
    }
  }

  /** The client for topics. */
  Admin admin() {
    return admin;
  }

  /** The broker's address as it was given. */
  String address() {
    return properties.get("bootstrap.servers").toString();
  }

  /**
   * Waits for an answer.
   *
   * @param what for the message, as in "could not ..."
   * @throws CommandFailedException when there is none in time, or it is a refusal
   */
  <T> T await(KafkaFuture<T> answer, String what) {
    try {
      return answer.get(ConnectionOptions.PATIENCE.toSeconds() + 2, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failed(what, "interrupted", interrupted);
    } catch (TimeoutException slow) {
      throw failed(what, silence(), slow);
    } catch (ExecutionException failed) {
      throw failed(what, describe(failed.getCause()), failed);
    }
  }

  private CommandFailedException failed(String what, String found, Exception cause) {
    return new CommandFailedException(
        ExitCode.UNREACHABLE,
        "could not " + what + " at the broker " + address() + ": " + found,
        cause);
  }

  private String describe(Throwable failure) {
    if (failure instanceof AuthenticationException) {
      return "it refuses our credentials or our certificate ("
          + failure.getClass().getSimpleName()
          + "); give sasl.* and ssl.* properties with --config FILE";
    }
    if (failure instanceof AuthorizationException) {
      return "we are not allowed to (" + failure.getClass().getSimpleName() + "); ask for the ACL";
    }
    if (failure instanceof org.apache.kafka.common.errors.TimeoutException) {
      return silence();
    }
    return failure.getClass().getSimpleName();
  }

  /** What a plain connection tells of a broker that Kafka's client cannot talk to. */
  private String silence() {
    int comma = address().indexOf(',');
    String first = (comma < 0 ? address() : address().substring(0, comma)).strip();
    int colon = first.lastIndexOf(':');
    try (Socket socket = new Socket()) {
      int port = Integer.parseInt(first.substring(colon + 1));
      socket.connect(new InetSocketAddress(first.substring(0, Math.max(0, colon)), port), 1_000);
      return "something listens there and does not answer as a broker of this protocol does; check"
          + " that the port is Kafka's, and security.protocol in --config FILE";
    } catch (IOException | IllegalArgumentException unreachable) {
      return "no connection; start it (`smsieve up` starts one) or give its address with"
          + " --bootstrap-server";
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
  }
}
