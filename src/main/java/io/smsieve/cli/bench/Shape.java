package io.smsieve.cli.bench;

import io.smsieve.cli.CommandFailedException;
import io.smsieve.cli.ExitCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A batch of one size, as published tables give it.
 *
 * @param rows from 1
 * @param tokens a row, from 2
 */
record Shape(int rows, int tokens) {

  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})x([1-9]\\d{0,4})");

  /**
   * Reads {@code ROWSxTOKENS}.
   *
   * @throws CommandFailedException if it is not of that form
   */
  static Shape parse(String option) {
    Matcher form = FORM.matcher(option);
    if (!form.matches() || Integer.parseInt(form.group(2)) < 2) {
      throw new CommandFailedException(
          ExitCode.USAGE,
          "--shape: expected ROWSxTOKENS with 2 tokens or more, such as 64x32, found " + option);
    }
    return new Shape(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  /** What its measurement is called. */
  String step() {
    return Steps.BARE_LOOP + "." + rows + "x" + tokens;
  }
}
