package io.smsieve.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Processor time that processes have used so far, in nanoseconds. */
final class ProcessorTime {

  private static final OperatingSystemMXBean OWN =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private ProcessorTime() {}

  /** Of this process. */
  static long own() {
    return OWN.getProcessCpuTime();
  }

  /** Of what a process has started, as far as it lives; its own counts for nothing. */
  static long startedBy(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::descendants)
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .mapToLong(Duration::toNanos)
        .sum();
  }
}
