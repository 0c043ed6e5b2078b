package io.smsieve.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A key of a broker and what clients need to trust it, made anew for a test.
 *
 * @param folder with {@link #KEYS} and {@link #TRUST}, readable by everybody
 */
public record Certificates(Path folder) {

  /** File of the key and its certificate. */
  public static final String KEYS = "broker.p12";

  /** File of the certificate alone. */
  public static final String TRUST = "trust.p12";

  /** Of both files. */
  public static final String PASSWORD = "keys-for-a-test";

  /** Makes them for a broker that is called by these addresses. */
  public static Certificates of(Path folder, List<String> addresses)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<String> names = addresses.stream().map(address -> "ip:" + address).toList();
    List<String> generate = new ArrayList<>(List.of("-genkeypair", "-alias", "broker"));
    generate.addAll(List.of("-keyalg", "EC", "-dname", "CN=broker", "-validity", "2"));
    generate.addAll(List.of("-ext", "san=" + String.join(",", names)));
    keytool(folder, KEYS, generate);
    String certificate = folder.resolve("broker.pem").toString();
    keytool(folder, KEYS, List.of("-exportcert", "-rfc", "-alias", "broker", "-file", certificate));
    keytool(
        folder,
        TRUST,
        List.of("-importcert", "-noprompt", "-alias", "broker", "-file", certificate));
    return new Certificates(folder);
  }

  private static void keytool(Path folder, String store, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", folder.resolve(store).toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
