package io.smsieve.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A lock on one part of a data folder. The operating system drops it when the launcher ends,
 * however it ends; so the file stays behind and means nothing without the lock.
 */
final class DataLock implements AutoCloseable {

  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws LaunchException when another launcher has it
   */
  static DataLock take(DataFolder folder, Part part) {
    Path file = folder.lock(part);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw held(folder, part, file);
      }
      channel.truncate(0);
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      return new DataLock(channel);
    } catch (IOException unusable) {
      throw new LaunchException(
          ExitCode.ENVIRONMENT,
          "the lock file " + file + " cannot be used: " + unusable.getMessage(),
          unusable);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private static LaunchException held(DataFolder folder, Part part, Path file) throws IOException {
    String holder = Files.readString(file, StandardCharsets.US_ASCII);
    return new LaunchException(
        ExitCode.IN_USE,
        "the "
            + part.label()
            + " in the data folder "
            + folder.root()
            + " is already run by process "
            + (holder.isBlank() ? "(unknown)" : holder)
            + "; stop that one, or give another folder with --data");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
