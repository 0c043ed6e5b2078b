package io.smsieve.cli.bench;

/**
 * What one step did in one round.
 *
 * @param step its name
 * @param round from 1
 * @param messages how many
 * @param seconds how long
 */
record Sample(String step, int round, long messages, double seconds) {

  double rate() {
    return messages / seconds;
  }
}
