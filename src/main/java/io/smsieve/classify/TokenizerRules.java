package io.smsieve.classify;

/**
 * How a WordPiece tokenizer of the BERT kind treats a text.
 *
 * @param cleanText whether control characters are removed and white space becomes a space
 * @param chineseApart whether each Chinese character is a word of its own
 * @param stripAccents whether accents are removed
 * @param lowercase whether letters become small
 * @param unknown the entry that stands for a word which the vocabulary cannot spell
 * @param continuation what an entry begins with that goes on with a word
 * @param longestWord code points of a word; a longer one is unknown as a whole
 */
public record TokenizerRules(
    boolean cleanText,
    boolean chineseApart,
    boolean stripAccents,
    boolean lowercase,
    String unknown,
    String continuation,
    int longestWord) {}
