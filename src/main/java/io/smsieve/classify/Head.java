package io.smsieve.classify;

import java.util.List;

/**
 * One output column of a bundle's graphs.
 *
 * @param name {@code spam} or {@code political}
 * @param labels the two labels, the one of a low logit first
 */
public record Head(String name, List<String> labels) {

  /** Name of the head that every bundle has, in the first column. */
  public static final String SPAM = "spam";

  /** Name of the head that a bundle may have, in the second column. */
  public static final String POLITICAL = "political";

  /** Keeps its own copy of the labels. */
  public Head {
    labels = List.copyOf(labels);
  }
}
