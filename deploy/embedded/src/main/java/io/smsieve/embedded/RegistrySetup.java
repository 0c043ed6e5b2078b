package io.smsieve.embedded;

import io.smsieve.embedded.child.RegistryMain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configures a registry that keeps its schemas in a file and talks to nobody. */
final class RegistrySetup {

  private RegistrySetup() {}

  /** Returns the command that starts the registry. */
  static ChildCommand prepare(
      Options options, Ports ports, DataFolder folder, Installation installation) {
    ChildCommand.Builder command =
        ChildCommand.builder(Part.REGISTRY, installation, folder)
            .heap(options.registry().heap())
            .cpus(options.cpus())
            // It answers a few requests a minute; compiling its code well would cost more.
            .flag("-XX:TieredStopAtLevel=1");
    Map<String, String> properties = new LinkedHashMap<>(storage(folder));
    properties.putAll(http(options.listening(), ports));
    properties.putAll(logging(folder));
    properties.putAll(options.registry().properties());
    properties.forEach(command::property);
    return command.main(
        installation.registryClassPath(),
        RegistryMain.class,
        List.of(
            "http://" + options.listening().reachable() + ":" + ports.registry() + "/health/ready"));
  }

  private static Map<String, String> storage(DataFolder folder) {
    // WRITE_DELAY=0: by default H2 writes up to half a second late. A registry killed in that time
    // would forget an id that records already carry, and give it to another schema.
    String url = "jdbc:h2:file:" + folder.registryDatabase() + ";WRITE_DELAY=0";
    return Map.of(
        "apicurio.storage.kind", "sql",
        "apicurio.storage.sql.kind", "h2",
        "apicurio.datasource.url", url,
        "apicurio.datasource.jdbc.initial-size", "2",
        "apicurio.datasource.jdbc.min-size", "2",
        "apicurio.datasource.jdbc.max-size", "16",
        "apicurio.import.work-dir", folder.run().toString(),
        "apicurio.storage.snapshot.location", folder.run().toString());
  }

  private static Map<String, String> http(Options.Listening listening, Ports ports) {
    return Map.of(
        "quarkus.http.host", listening.address(),
        "quarkus.http.port", Integer.toString(ports.registry()),
        "quarkus.http.access-log.enabled", "false",
        "quarkus.oidc.tenant-enabled", "false",
        "apicurio.ui.enabled", "false");
  }

  private static Map<String, String> logging(DataFolder folder) {
    return Map.of(
        "quarkus.banner.enabled", "false",
        "quarkus.log.console.enable", "false",
        "quarkus.log.file.enable", "true",
        "quarkus.log.file.json", "false",
        "quarkus.log.file.path", folder.log(Part.REGISTRY).toString(),
        "quarkus.log.file.rotation.max-file-size", "10M",
        "quarkus.log.file.rotation.max-backup-index", "3");
  }
}
