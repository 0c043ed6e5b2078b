package io.smsieve.embedded.event;

import java.util.Map;

/** Something that the launcher tells its parent, or the person at the terminal. */
public sealed interface Event permits ProcessEvent, RunEvent {

  /** The name in the JSON line. */
  String name();

  /** The members of the JSON line beside its name and time, in order. */
  Map<String, Object> fields();

  /** The same in words, for a person. */
  String sentence();
}
