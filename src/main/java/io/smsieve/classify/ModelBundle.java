package io.smsieve.classify;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model bundle: a folder with everything that is needed to give a text a score, as
 * docs/model-bundles.md states it. Made by {@link #load}, which checks all of it but the graphs;
 * those are checked where they are opened.
 *
 * @param folder where it lies
 * @param info what it says about itself
 * @param heads in the order of the graphs' output columns, spam first
 * @param limits how a text becomes a row of ids
 * @param graph what every graph takes and gives
 * @param tokenizer the tokenizer
 * @param profiles by name, in the order of the file
 * @param defaultProfiles name of the profile that is used for a provider when none is asked for
 * @param normaliser normalises a text
 * @param trainingTexts what the model was trained on
 * @param files all that it lists; graphs refer to some of them
 */
public record ModelBundle(
    Path folder,
    BundleInfo info,
    List<Head> heads,
    InputLimits limits,
    GraphSpec graph,
    TokenizerSpec tokenizer,
    Map<String, Profile> profiles,
    Map<Provider, String> defaultProfiles,
    TextNormaliser normaliser,
    TrainingTexts trainingTexts,
    List<ListedFile> files) {

  /**
   * Reads a bundle and checks form, sizes, hashes, heads, profiles, limits, tables and tokenizer.
   *
   * @param folder the bundle's folder
   * @return the bundle
   * @throws BundleException if anything does not match; the message says file, field, expected,
   *     found and what to do
   */
  public static ModelBundle load(Path folder) {
    return BundleReader.read(folder);
  }

  /**
   * The profile that is used for a provider when none is asked for.
   *
   * @param provider what computes
   * @return the profile; empty if the bundle has none for it
   */
  public Optional<Profile> defaultProfile(Provider provider) {
    return Optional.ofNullable(defaultProfiles.get(provider)).map(profiles::get);
  }

  /**
   * Whether a text is among those that the model was trained on.
   *
   * @param text any text, not yet normalised
   * @return true if a training text is the same after normalisation
   */
  public boolean trainedOn(String text) {
    return trainingTexts.contains(normaliser.normalise(text));
  }
}
