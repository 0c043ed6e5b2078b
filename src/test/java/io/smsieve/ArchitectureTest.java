package io.smsieve;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may know whom. Each package knows those that it builds on, never those that use it. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.smsieve");

  /** Else every rule below could pass on nothing. */
  @Test
  void shouldHaveFoundTheClasses() {
    assertThat(CLASSES.size()).isGreaterThan(100);
    for (String name : List.of("classify", "classify.onnx", "stream.avro", "record", "cli")) {
      assertThat(CLASSES.stream().filter(c -> c.getPackageName().equals("io.smsieve." + name)))
          .as("classes in %s", name)
          .isNotEmpty();
    }
  }

  @Test
  void shouldKeepClassificationPlainJava() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.smsieve.classify..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.apache.kafka..",
                "org.apache.avro..",
                "io.quarkus..",
                "jakarta..",
                "picocli.."));
  }

  @Test
  void shouldSeeTheRuntimeOfTheModelInOnePackageOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.smsieve.classify.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime.."));
  }

  @Test
  void shouldLetKnowledgePointOneWay() {
    mayOnlyKnow("io.smsieve.classify");
    mayOnlyKnow("io.smsieve.classify.onnx", "io.smsieve.classify");
    mayOnlyKnow("io.smsieve.record");
    mayOnlyKnow("io.smsieve.stream..", "io.smsieve.record..", "io.smsieve.classify");
    mayOnlyKnow(
        "io.smsieve.filter..",
        // How scores are counted; neither its role nor its view.
        "io.smsieve.evaluation",
        "io.smsieve.record..",
        "io.smsieve.classify..",
        "io.smsieve.stream..");
    mayOnlyKnow(
        "io.smsieve.evaluation..",
        "io.smsieve.record..",
        "io.smsieve.classify..",
        "io.smsieve.stream..");
    mayOnlyKnow(
        "io.smsieve.replay..",
        "io.smsieve.evaluation..",
        "io.smsieve.record..",
        "io.smsieve.classify..",
        "io.smsieve.stream..");
  }

  @Test
  void shouldNotLetAnybodyKnowTheCommandLine() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.smsieve.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.smsieve.cli.."));
  }

  @Test
  void shouldHaveNoCyclesBetweenPackages() {
    check(slices().matching("io.smsieve.(*)..").should().beFreeOfCycles());
  }

  /** Standard output belongs to what a command answers; everything else has a log. */
  @Test
  void shouldWriteToStandardStreamsInTheCommandLineOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.smsieve.cli..")
            .should(ACCESS_STANDARD_STREAMS));
  }

  @Test
  void shouldThrowNoGenericExceptions() {
    check(NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS);
  }

  @Test
  void shouldInjectThroughConstructors() {
    check(NO_CLASSES_SHOULD_USE_FIELD_INJECTION);
  }

  private static void mayOnlyKnow(String known, String... others) {
    String[] allowed = new String[others.length + 1];
    allowed[0] = known;
    System.arraycopy(others, 0, allowed, 1, others.length);
    check(
        noClasses()
            .that(resideInAPackage(known))
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.smsieve..").and(not(resideInAnyPackage(allowed)))));
  }

  private static void check(ArchRule rule) {
    // A package that is still empty is not a breach; the first test sees that most are not.
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
