package io.smsieve.cli.up;

import java.net.URI;
import java.time.Duration;

/**
 * One picture of what runs.
 *
 * @param uptime since the start
 * @param rate verdicts per second, over the last seconds
 * @param standing how right the model was in the last windows
 * @param place where things are: addresses and folders
 */
record Frame(Duration uptime, double rate, Snapshot snapshot, Standing standing, Place place) {

  /**
   * Where things are.
   *
   * @param endpoints broker, registry, data
   * @param http address of the filter's interface
   */
  record Place(Endpoints endpoints, URI http) {}
}
