package io.smsieve.classify.onnx;

import io.smsieve.classify.BundleException;
import io.smsieve.classify.ListedFile;
import io.smsieve.classify.ModelBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where ONNX Runtime opens a bundle's graphs: in a copy that nobody else writes to. It maps weights
 * into memory, so a file that is cut or overwritten later would end the process, or change scores
 * unseen. Large bundles are opened where they lie. Copies of processes that were killed meanwhile
 * are deleted by the next.
 */
final class GraphFiles implements AutoCloseable {

  /** Bytes of a bundle that is copied at most. */
  static final long LARGEST_COPY = 1L << 30;

  private final Path folder;
  private final FileChannel lock;

  private GraphFiles(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Copies all files that the bundle lists into a new folder in java.io.tmpdir.
   *
   * @throws BundleException if a file has changed since the bundle was read
   * @throws IOException if the copy cannot be made
   */
  static GraphFiles of(ModelBundle bundle) throws IOException {
    if (bundle.files().stream().mapToLong(ListedFile::size).sum() > LARGEST_COPY) {
      return new GraphFiles(bundle.folder(), null);
    }
    Leftovers.clear(Path.of(System.getProperty("java.io.tmpdir")));
    Path folder = Files.createTempDirectory(Leftovers.PREFIX);
    GraphFiles files = new GraphFiles(folder, Leftovers.lock(folder));
    try {
      for (ListedFile file : bundle.files()) {
        file.copyTo(files.of(file.path()));
      }
      return files;
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /** Where a file of the bundle lies. */
  Path of(Path file) {
    return folder.resolve(file.getFileName());
  }

  /** Deletes the copy; what is mapped stays readable. */
  @Override
  public void close() {
    if (lock == null) {
      return;
    }
    try (FileChannel held = lock) {
      Leftovers.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the copy of the model cannot be deleted again", e);
    }
  }
}
