package io.smsieve.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Annotation;
import org.hibernate.validator.constraints.time.DurationMin;

/** Says of a wrong setting what was expected and what was found. */
final class SettingsValidator implements BeanValidationConfigValidator {

  private final ValidatorFactory factory;

  SettingsValidator(ValidatorFactory factory) {
    this.factory = factory;
  }

  @Override
  public Validator getValidator() {
    return factory.getValidator();
  }

  @Override
  public String interpolateMessage(
      String prefix,
      ConfigMapping.NamingStrategy naming,
      ConfigMappingInterface.Property property,
      ConstraintViolation<?> violation) {
    String told =
        BeanValidationConfigValidator.super.interpolateMessage(prefix, naming, property, violation);
    // The key is all that stands before the constraint's own words.
    String key = told.substring(0, told.length() - violation.getMessage().length()).strip();
    return key
        + ": expected "
        + expected(violation.getConstraintDescriptor().getAnnotation(), violation.getMessage())
        + ", found "
        + violation.getInvalidValue();
  }

  private static String expected(Annotation constraint, String otherwise) {
    if (constraint instanceof Min min) {
      return "a number from " + min.value();
    }
    if (constraint instanceof Max max) {
      return "a number up to " + max.value();
    }
    if (constraint instanceof DurationMin min) {
      return "a duration of at least " + min.millis() + " ms";
    }
    return constraint instanceof Pattern pattern ? pattern.regexp() : otherwise;
  }
}
