package io.smsieve.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.UnicodeSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules of smsieve-text-1 with small tables; the shared vectors cover the bundles' tables. */
class TextNormaliserTest {

  private final TextNormaliser normaliser =
      new TextNormaliser(
          new UnicodeSet().add(0, 8).add(0x200b, 0x200f).add(0xfe00, 0xfe0f),
          new UnicodeSet().add(9, 10).add(13).add(' ').add(0xa0).add(0x3000),
          Map.of(0x43e, 'o', 0x430, 'a'));

  @Test
  void shouldReturnTheSameStringWhenThereIsNothingToDo() {
    String plain = "Call 555-0100 now!";

    assertThat(normaliser.normalise(plain)).isSameAs(plain);
  }

  @Test
  void shouldSqueezeWhiteSpaceAndDropItAtTheEnds() {
    assertThat(normaliser.normalise(" \t a \r\n\u00a0b\u3000")).isEqualTo("a b");
    assertThat(normaliser.normalise(" ")).isEmpty();
    assertThat(normaliser.normalise("")).isEmpty();
  }

  @Test
  void shouldRemoveInvisibleCharactersAlsoBetweenSpaces() {
    assertThat(normaliser.normalise("f\u200bree \u200b x\u0001")).isEqualTo("free x");
  }

  @Test
  void shouldFoldCompatibilityForms() {
    assertThat(normaliser.normalise("\uff26\uff32\uff25\uff25 \u2460")).isEqualTo("FREE 1");
  }

  @Test
  void shouldReplaceLookalikesOnlyInWordsWithLatinLetters() {
    assertThat(normaliser.normalise("W\u043erld \u043e\u043a\u043e"))
        .isEqualTo("World \u043e\u043a\u043e");
  }

  @Test
  void shouldReplaceALoneSurrogateAndKeepAPair() {
    assertThat(normaliser.normalise("a\ud83d")).isEqualTo("a\ufffd");
    assertThat(normaliser.normalise("\ude00b")).isEqualTo("\ufffdb");
    assertThat(normaliser.normalise("\ud83d\ude00")).isEqualTo("\ud83d\ude00");
  }

  @Test
  void shouldUseTheUnicodeVersionOfTheTablesAndNotOfTheRuntime() {
    assertThat(NormalisationTables.unicodeVersion()).isEqualTo("15.1.0");
    // Compatibility mappings that came after JDK 17's Unicode 13, and one of Unicode 16, not 15.1.
    assertThat(normaliser.normalise("\ua7f2")).isEqualTo("C");
    assertThat(normaliser.normalise("\ud83b\ude30")).isNotNull();
    assertThat(normaliser.normalise("\ud833\udcd6")).isEqualTo("\ud833\udcd6");
  }
}
