package io.smsieve.classify.onnx;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Copies of models that a process left behind when it was killed while it opened one. Whoever works
 * in such a folder holds a lock on a file in it, which the system gives up with the process, in
 * whichever container it was.
 */
final class Leftovers {

  /** What the folders' names begin with. */
  static final String PREFIX = "smsieve-model-";

  /** The file that is locked while a folder is in use. */
  static final String LOCK = ".in-use";

  /** A folder is made before it is locked, but none waits that long. */
  private static final Duration YOUNG = Duration.ofMinutes(10);

  private Leftovers() {}

  /** Locks a new folder; to be closed by the caller before the folder is deleted. */
  static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    channel.lock();
    return channel;
  }

  /** Deletes the folders of dead processes as far as it may; says nothing where it may not. */
  static void clear(Path temporary) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path folder : folders) {
        deleteIfDead(folder);
      }
    } catch (IOException notAllowed) {
      // Room is all that is lost.
    }
  }

  private static void deleteIfDead(Path folder) {
    try {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || isYoung(folder)) {
        return;
      }
      Path lock = folder.resolve(LOCK);
      if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
        delete(folder);
        return;
      }
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
          FileLock held = channel.tryLock()) {
        if (held != null) {
          delete(folder);
        }
      }
    } catch (IOException | OverlappingFileLockException inUse) {
      // By this process, by another user, or deleted just now.
    }
  }

  private static boolean isYoung(Path folder) throws IOException {
    Instant changed = Files.getLastModifiedTime(folder).toInstant();
    return changed.isAfter(Instant.now().minus(YOUNG));
  }

  /** Deletes files and folder, never what lies deeper. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
