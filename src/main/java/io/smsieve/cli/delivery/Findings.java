package io.smsieve.cli.delivery;

import java.util.ArrayList;
import java.util.List;

/** What a command saw that let messages flow through a scene. */
interface Findings {

  /** Messages that are nowhere. */
  long lost();

  /** Records beyond the first of a message. */
  long duplicated();

  /** Records after a later one of their key in the same topic. */
  long outOfOrder();

  /** Dead letters that should have been labelled, or the other way round. */
  long misplaced();

  /** How far the evaluation's totals are from a recount. */
  long miscounted();

  /** What is not as it must be; empty: all is well. */
  List<String> faultsFound();

  /** All of it for people. */
  String text();

  /** Which of the counts are not 0; to be added to. */
  default List<String> wrongCounts() {
    List<String> wrong = new ArrayList<>();
    add(wrong, lost(), "messages lost");
    add(wrong, duplicated(), "records doubled");
    add(wrong, outOfOrder(), "records out of order");
    add(wrong, misplaced(), "records in the wrong topic");
    add(wrong, miscounted(), "examples too many or too few in the evaluation's totals");
    return wrong;
  }

  private static void add(List<String> wrong, long count, String what) {
    if (count != 0) {
      wrong.add(count + " " + what);
    }
  }
}
