package io.smsieve.cli.bench;

/**
 * What one step did in one round.
 *
 * @param step its name
 * @param round from 1
 * @param messages how many
 * @param seconds how long
 * @param processorSeconds of this process, and of broker and registry where this run started them;
 *     0 where unknown. On a machine that others use too it says more than {@code seconds}.
 */
record Sample(String step, int round, long messages, double seconds, double processorSeconds) {

  double rate() {
    return messages / seconds;
  }

  /** Messages a second of processor time. */
  double rateOfProcessor() {
    return messages / processorSeconds;
  }
}
