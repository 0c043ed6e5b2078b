package io.smsieve.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A container engine and the images that the build makes; nothing is pulled from anywhere. */
public final class Engine {

  /** Image of the application. */
  public static final String SMSIEVE = "smsieve:latest";

  /** Image of broker and registry. */
  public static final String EMBEDDED = "smsieve-embedded:latest";

  private Engine() {}

  /** Skips the test, with the reason, where there is no engine or an image is missing. */
  public static void assumeReady() {
    boolean answers = DockerClientFactory.instance().isDockerAvailable();
    assumeThat(answers).as("a container engine answers").isTrue();
    for (String image : new String[] {SMSIEVE, EMBEDDED}) {
      assumeThat(has(image))
          .as("the engine has the image %s: deploy/image/build.py, docker load", image)
          .isTrue();
    }
  }

  private static boolean has(String image) {
    try {
      client().inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException missing) {
      return false;
    }
  }

  /** Its size in bytes. */
  public static long size(String image) {
    Long size = client().inspectImageCmd(image).exec().getSize();
    return size == null ? Long.MAX_VALUE : size;
  }

  /** A container of one of our images, not started. */
  public static GenericContainer<?> container(String image) {
    return new GenericContainer<>(DockerImageName.parse(image)).withImagePullPolicy(name -> false);
  }

  /** How containers, and this machine itself, call this machine. */
  public static String host() {
    return client()
        .inspectNetworkCmd()
        .withNetworkId("bridge")
        .exec()
        .getIpam()
        .getConfig()
        .get(0)
        .getGateway();
  }

  static DockerClient client() {
    return DockerClientFactory.instance().client();
  }
}
