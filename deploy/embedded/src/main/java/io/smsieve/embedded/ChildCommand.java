package io.smsieve.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** How a process is started: everything about its command line that both parts share. */
record ChildCommand(Part part, List<String> words) {

  ChildCommand {
    words = List.copyOf(words);
  }

  /** Begins the command line of a JVM. */
  static Builder builder(Part part, Installation installation, DataFolder folder) {
    return new Builder(part, installation.java(), folder);
  }

  /** Collects the words of a command line in their order. */
  static final class Builder {

    private final Part part;
    private final List<String> words = new ArrayList<>();

    private Builder(Part part, Path java, DataFolder folder) {
      this.part = part;
      words.add(java.toString());
      // Less memory than the parallel collectors, and heaps this small need no more.
      words.add("-XX:+UseSerialGC");
      // A process without memory left should be seen to die, not limp on.
      words.add("-XX:+ExitOnOutOfMemoryError");
      words.add("-XX:ErrorFile=" + folder.logs().resolve("crash-" + part.label() + "-%p.log"));
      words.add("-Djava.awt.headless=true");
      words.add("-Djava.io.tmpdir=" + folder.freshTemporary(part));
    }

    Builder heap(String size) {
      words.add("-Xmx" + size);
      return this;
    }

    Builder cpus(OptionalInt count) {
      count.ifPresent(n -> words.add("-XX:ActiveProcessorCount=" + n));
      return this;
    }

    Builder flag(String flag) {
      words.add(flag);
      return this;
    }

    Builder property(String key, String value) {
      words.add("-D" + key + "=" + value);
      return this;
    }

    ChildCommand main(String classPath, Class<?> main, List<String> arguments) {
      words.add("-cp");
      words.add(classPath);
      words.add(main.getName());
      words.addAll(arguments);
      return new ChildCommand(part, words);
    }
  }
}
