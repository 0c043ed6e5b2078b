package io.smsieve.classify;

/**
 * How a text becomes a row of ids.
 *
 * @param maxCharacters Unicode code points of a text before normalisation, at most
 * @param maxTokens ids of a row at most, start and end included
 * @param headTokens content ids kept from the start of a longer text
 * @param tailTokens content ids kept from the end of a longer text
 * @param clsId id that starts a row
 * @param sepId id that ends a row
 * @param padId id that fills a row up to the longest of its batch
 */
public record InputLimits(
    int maxCharacters,
    int maxTokens,
    int headTokens,
    int tailTokens,
    int clsId,
    int sepId,
    int padId) {}
