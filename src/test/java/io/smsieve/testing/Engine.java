package io.smsieve.testing;

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

  /**
   * Skips the test, with the reason, where there is no engine or an image is missing; fails there
   * with SMSIEVE_TEST_IMAGES=true.
   */
  public static void assumeReady() {
    require(DockerClientFactory.instance().isDockerAvailable(), "a container engine that answers");
    for (String image : new String[] {SMSIEVE, EMBEDDED}) {
      require(has(image), "the image " + image + " (deploy/image/build.py, docker load)");
    }
  }

  private static void require(boolean found, String what) {
    Requirement.met(found, what, "SMSIEVE_TEST_IMAGES");
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
