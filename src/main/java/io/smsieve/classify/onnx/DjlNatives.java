package io.smsieve.classify.onnx;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes the tokenizers library unpack its native part from its own jar, and do nothing else. */
final class DjlNatives {

  /** Held, since a logger that nobody holds forgets its level. */
  private static final Logger LOGGER = Logger.getLogger("ai.djl");

  private DjlNatives() {}

  /** To be called before the first use of the library; settings of the user's win. */
  static void prepare() {
    // With CUDA present the library would try to download a CUDA build of itself.
    setUnlessSet("RUST_FLAVOR", "cpu");
    // Unless told otherwise it asks the cloud's metadata service where it runs, and reports that.
    setUnlessSet("OPT_OUT_TRACKING", "true");
    setUnlessSet("ai.djl.offline", "true");
    // It tells at INFO which file it unpacks.
    if (LOGGER.getLevel() == null) {
      LOGGER.setLevel(Level.WARNING);
    }
  }

  private static void setUnlessSet(String name, String value) {
    if (System.getenv(name) == null && System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
