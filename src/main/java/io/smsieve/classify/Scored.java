package io.smsieve.classify;

import java.util.List;

/**
 * Outcomes of one call and what gave them, which may change from call to call.
 *
 * @param outcomes one a text, in the order of the texts
 * @param model what gave all of them
 */
public record Scored(List<Outcome> outcomes, ModelIdentity model) {}
