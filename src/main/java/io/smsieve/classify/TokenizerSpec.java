package io.smsieve.classify;

import java.nio.file.Path;

/**
 * The tokenizer of a bundle.
 *
 * @param file the Hugging Face fast tokenizer, checked
 * @param vocabulary number of its entries
 */
public record TokenizerSpec(Path file, int vocabulary) {}
