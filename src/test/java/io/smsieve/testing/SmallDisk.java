package io.smsieve.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk of a few megabytes for one process: a tmpfs that only this process sees, and that ends
 * with it. Needs Linux, and root or user namespaces.
 */
public final class SmallDisk {

  private static final byte[] CHUNK = new byte[4096];

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * A disk that will be mounted on a folder.
   *
   * @throws org.opentest4j.TestAbortedException where the machine cannot, except with CI=true
   */
  public static SmallDisk on(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    SmallDisk disk = new SmallDisk(folder);
    List<String> trial = disk.wrapper();
    trial.add("true");
    Requirement.met(
        works(trial), "a mount of one's own (Linux with unshare, as root or with user namespaces)");
    return disk;
  }

  private static boolean works(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException noUnshare) {
      return false;
    }
  }

  /** What to put before the command of the process; it becomes the command. */
  public List<String> wrapper() {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
    if (!System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("--user", "--map-root-user"));
    }
    String mount = "mount -t tmpfs -o size=4m smsieve \"$0\" && exec \"$@\"";
    command.addAll(List.of("sh", "-c", mount, folder.toString()));
    return command;
  }

  /** Fills it to the last block. */
  public void fill(ProcessHandle process) throws IOException {
    try (OutputStream out = Files.newOutputStream(filler(process))) {
      while (true) {
        out.write(CHUNK);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  /** Makes room again. */
  public void clear(ProcessHandle process) throws IOException {
    Files.delete(filler(process));
  }

  private Path filler(ProcessHandle process) {
    Path root = Path.of("/proc", Long.toString(process.pid()), "root");
    return root.resolve(Path.of("/").relativize(folder.toAbsolutePath())).resolve("filler");
  }
}
