package io.smsieve.cli.input;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;

/** Passes over a byte order mark at the beginning, which some programs write. */
final class ByteOrderMarkReader extends PushbackReader {

  private static final char MARK = '\uFEFF';

  private boolean begun;

  ByteOrderMarkReader(Reader in) {
    super(in);
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (!begun) {
      begun = true;
      int first = super.read();
      if (first >= 0 && first != MARK) {
        unread(first);
      }
    }
    return super.read(buffer, offset, length);
  }
}
