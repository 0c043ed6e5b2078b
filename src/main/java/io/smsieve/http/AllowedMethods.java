package io.smsieve.http;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which methods the paths of our resources take; the framework's answer 405 does not say. */
@Singleton
public final class AllowedMethods {

  private static final String GET = "GET";

  private final Map<Pattern, Set<String>> byPath = new LinkedHashMap<>();

  /** Those of all resources there are. */
  @Inject
  public AllowedMethods(BeanManager beans) {
    this(
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
            .map(Bean::getBeanClass)
            .filter(type -> type.isAnnotationPresent(Path.class))
            .toList());
  }

  AllowedMethods(Collection<Class<?>> resources) {
    for (Class<?> resource : resources) {
      for (Method method : resource.getDeclaredMethods()) {
        for (Annotation annotation : method.getAnnotations()) {
          HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
          if (http != null) {
            add(path(resource.getAnnotation(Path.class), method.getAnnotation(Path.class)), http);
          }
        }
      }
    }
  }

  private static String path(Path ofClass, Path ofMethod) {
    String path = ofMethod == null ? ofClass.value() : ofClass.value() + "/" + ofMethod.value();
    return ("/" + path).replaceAll("/+", "/");
  }

  private void add(String path, HttpMethod method) {
    // A part in braces stands for anything without a slash.
    String regex = "\\Q" + path.replaceAll("\\{[^/]+}", "\\\\E[^/]+\\\\Q") + "\\E/?";
    Set<String> methods = methods(regex);
    methods.add(method.value());
    methods.add("OPTIONS");
    if (method.value().equals(GET)) {
      methods.add("HEAD");
    }
  }

  private Set<String> methods(String regex) {
    for (Map.Entry<Pattern, Set<String>> each : byPath.entrySet()) {
      if (each.getKey().pattern().equals(regex)) {
        return each.getValue();
      }
    }
    Set<String> none = new TreeSet<>();
    byPath.put(Pattern.compile(regex), none);
    return none;
  }

  /**
   * The methods of a path, as the header {@code Allow} has them.
   *
   * @param path with the slash at its beginning
   * @return empty when it is none of ours
   */
  Optional<String> of(String path) {
    return byPath.entrySet().stream()
        .filter(each -> each.getKey().matcher(path).matches())
        .map(each -> String.join(", ", each.getValue()))
        .findFirst();
  }
}
