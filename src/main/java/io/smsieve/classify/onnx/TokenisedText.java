package io.smsieve.classify.onnx;

/**
 * A text as the model reads it.
 *
 * @param ids the row: start, content or its head and tail, end; not to be changed
 * @param tokens number of ids before truncation, start and end included
 * @param truncated whether content ids were left out
 */
@SuppressWarnings("ArrayRecordComponent") // made and read in the hot path; never compared
record TokenisedText(int[] ids, int tokens, boolean truncated) {}
