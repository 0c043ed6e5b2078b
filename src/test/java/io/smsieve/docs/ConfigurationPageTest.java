package io.smsieve.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import io.smsieve.app.SmsieveConfig;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMin;
import org.junit.jupiter.api.Test;

/**
 * The second half of docs/configuration.md is what the configuration's interfaces say. {@code mvn
 * test -Dtest=ConfigurationPageTest -Dsmsieve.docs.write=true} writes it anew.
 */
class ConfigurationPageTest {

  private static final Path PAGE = Path.of("docs", "configuration.md");
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final String MARKER = "<!-- from here on written by ConfigurationPageTest -->\n";
  private static final String HEAD = "| key | default | values | meaning |\n|---|---|---|---|\n";

  @Test
  void shouldListEverySetting() throws IOException {
    String page = Files.readString(PAGE);
    String expected =
        page.substring(0, page.indexOf(MARKER))
            + MARKER
            + "\n"
            + HEAD
            + String.join("", rows("smsieve", SmsieveConfig.class));
    if (Boolean.getBoolean("smsieve.docs.write")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(expected.lines().count()).as("settings were found").isGreaterThan(30);
    assertThat(Files.readString(PAGE))
        .as("docs/configuration.md; -Dsmsieve.docs.write=true writes it anew")
        .isEqualTo(expected);
  }

  private static List<String> rows(String prefix, Class<?> group) throws IOException {
    String source = source(group);
    List<Method> settings =
        Arrays.stream(group.getDeclaredMethods())
            .filter(method -> !method.isDefault() && !method.isSynthetic())
            .sorted((a, b) -> place(source, a) - place(source, b))
            .toList();
    List<String> rows = new ArrayList<>();
    for (Method setting : settings) {
      String key = prefix + "." + kebab(setting.getName());
      if (setting.getReturnType().getName().startsWith("io.smsieve.")
          && setting.getReturnType().isInterface()) {
        rows.addAll(rows(key, setting.getReturnType()));
      } else {
        rows.add(row(key, setting, source));
      }
    }
    return rows;
  }

  private static String row(String key, Method setting, String source) {
    boolean map = setting.getReturnType() == Map.class;
    WithDefault otherwise = setting.getAnnotation(WithDefault.class);
    return "| `"
        + key
        + (map ? ".\"KEY\"" : "")
        + "` | "
        + (otherwise == null ? "" : "`" + otherwise.value() + "`")
        + " | "
        + values(setting)
        + " | "
        + meaning(source, setting)
        + " |\n";
  }

  private static String values(Method setting) {
    Type type = setting.getGenericReturnType();
    if (type instanceof ParameterizedType parameterized) {
      Class<?> raw = (Class<?>) parameterized.getRawType();
      Type of = parameterized.getActualTypeArguments()[0];
      if (raw == Optional.class && of instanceof ParameterizedType list) {
        Class<?> one = (Class<?>) list.getActualTypeArguments()[0];
        return "one or more, by commas: " + describe(one, setting) + ", or none";
      }
      if (raw == Optional.class) {
        return describe((Class<?>) of, setting) + ", or none";
      }
      return raw == Set.class
          ? "one or more, by commas: " + describe((Class<?>) of, setting)
          : "text";
    }
    return describe((Class<?>) type, setting);
  }

  private static String describe(Class<?> type, Method setting) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(value -> "`" + value.toString().toLowerCase(Locale.ROOT) + "`")
          .collect(Collectors.joining(", "));
    }
    if (type == Duration.class) {
      DurationMin min = setting.getAnnotation(DurationMin.class);
      assertThat(min).as("%s says from where", setting).isNotNull();
      return "duration" + (min.millis() > 0 ? ", above 0" : ", 0 or more");
    }
    if (type == int.class || type == long.class) {
      Min min = setting.getAnnotation(Min.class);
      Max max = setting.getAnnotation(Max.class);
      assertThat(min).as("%s says from where", setting).isNotNull();
      return "number from " + min.value() + (max == null ? "" : " to " + max.value());
    }
    if (type == double.class) {
      return "number";
    }
    if (type == boolean.class) {
      return "`true`, `false`";
    }
    if (setting.isAnnotationPresent(Pattern.class)) {
      return "`" + setting.getAnnotation(Pattern.class).regexp() + "`";
    }
    if (type == URI.class) {
      return "address";
    }
    return type == Path.class
        ? "path"
        : "text" + (setting.isAnnotationPresent(NotBlank.class) ? ", not blank" : "");
  }

  /** The Javadoc of a setting, which must have one. */
  private static String meaning(String source, Method setting) {
    String before = source.substring(0, place(source, setting));
    String comment = before.substring(before.lastIndexOf("/**") + 3, before.lastIndexOf("*/"));
    return comment
        .replaceAll("\\n\\s*\\*", " ")
        .replaceAll("\\{@code ([^}]*)}", "`$1`")
        .replaceAll("\\s+", " ")
        .replace("|", "\\|")
        .strip();
  }

  private static int place(String source, Method setting) {
    int place = source.indexOf(" " + setting.getName() + "();");
    assertThat(place).as("%s in its source", setting).isNotNegative();
    return place;
  }

  private static String source(Class<?> group) throws IOException {
    Class<?> outer = group.getEnclosingClass() == null ? group : group.getEnclosingClass();
    String all = Files.readString(SOURCES.resolve(outer.getName().replace('.', '/') + ".java"));
    return all.substring(all.indexOf("interface " + group.getSimpleName() + " {"));
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
