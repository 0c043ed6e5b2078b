package io.smsieve.classify.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts cores: two hardware threads of one core share its arithmetic, so a second adds nothing.
 */
final class PhysicalCores {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private PhysicalCores() {}

  /** Cores that this process may use, at least 1. */
  static int count() {
    int available = Runtime.getRuntime().availableProcessors();
    try {
      return count(Files.readAllLines(CPU_INFO), available);
    } catch (IOException e) {
      return available; // not Linux: the runtime's count is the best that there is
    }
  }

  static int count(List<String> cpuInfo, int available) {
    Set<String> cores = new HashSet<>();
    String socket = "";
    for (String line : cpuInfo) {
      if (line.startsWith("physical id")) {
        socket = line;
      } else if (line.startsWith("core id")) {
        cores.add(socket + "/" + line);
      }
    }
    return cores.isEmpty() ? available : Math.min(cores.size(), available);
  }
}
