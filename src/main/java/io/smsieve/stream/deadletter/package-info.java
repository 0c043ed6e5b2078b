/** Messages that cannot be labelled: why, and how a record of the dead-letter topic says so. */
package io.smsieve.stream.deadletter;
