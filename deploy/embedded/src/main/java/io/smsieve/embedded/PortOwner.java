package io.smsieve.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Finds out who listens on a port, on Linux and as far as the user may see; for messages only. */
final class PortOwner {

  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";

  private PortOwner() {}

  /** The process that listens on a TCP port, if that is easily known. */
  static OptionalLong find(int port) {
    return Stream.of("tcp", "tcp6")
        .map(table -> socketOf(PROC.resolve("net").resolve(table), port))
        .flatMap(Optional::stream)
        .findFirst()
        .map(PortOwner::holderOf)
        .orElseGet(OptionalLong::empty);
  }

  private static Optional<String> socketOf(Path table, int port) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    // Columns: number, local address, remote address, state, ..., the tenth is the inode.
    try (Stream<String> lines = Files.lines(table)) {
      return lines
          .map(line -> line.trim().split("\\s+"))
          .filter(columns -> columns.length > 9)
          .filter(columns -> columns[1].endsWith(suffix) && columns[3].equals(LISTENING))
          .map(columns -> "socket:[" + columns[9] + "]")
          .findFirst();
    } catch (IOException | UncheckedIOException notLinux) {
      return Optional.empty();
    }
  }

  private static OptionalLong holderOf(String socket) {
    return ProcessHandle.allProcesses()
        .mapToLong(ProcessHandle::pid)
        .filter(pid -> holds(PROC.resolve(Long.toString(pid)).resolve("fd"), socket))
        .findFirst();
  }

  private static boolean holds(Path descriptors, String socket) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
      for (Path descriptor : open) {
        if (Files.readSymbolicLink(descriptor).toString().equals(socket)) {
          return true;
        }
      }
      return false;
    } catch (IOException goneOrForbidden) {
      return false;
    }
  }
}
