/** Ranges of a topic: what they are, how they are read, and how a reading is taken up again. */
package io.smsieve.replay.topic;
