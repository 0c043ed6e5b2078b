package io.smsieve.classify;

/**
 * One input or output that every graph of a bundle has.
 *
 * @param name its name in the graph
 * @param type element type: {@code int32}, {@code int64} or {@code float32}
 */
public record TensorSpec(String name, String type) {}
