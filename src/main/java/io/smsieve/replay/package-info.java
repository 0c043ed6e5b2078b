/**
 * Labelled examples, of a file or of a range of a topic, against models: what each does and how two
 * of them differ. Counts with the code of the live evaluation.
 */
package io.smsieve.replay;
