package dev.llmops.verification;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What may know what. docs/decisions and the package documentation say why. */
@AnalyzeClasses(packages = "dev.llmops", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final int FEWEST_CLASSES = 350;
    private static final String[] PROVIDER_PACKAGES = {"dev.llmops.lucene..", "dev.llmops.remote..", "dev.llmops.onnx.."
    };
    private static final String[] PROVIDER_TECHNOLOGIES = {
        "org.apache.lucene..", "okhttp3..", "ai.onnxruntime..", "ai.djl.."
    };
    private static final String[] HIDDEN_LIBRARIES = {
        "com.fasterxml.jackson..", "com.github.benmanes.caffeine..", "org.snakeyaml..", "dev.harrel.."
    };

    @ArchTest
    void seesTheClasses(JavaClasses classes) {
        assertThat(classes.size())
                .as("classes seen; with none, every rule below would hold")
                .isGreaterThanOrEqualTo(FEWEST_CLASSES);
    }

    @ArchTest
    static final ArchRule API_STANDS_ALONE = classes()
            .that()
            .resideInAPackage("dev.llmops.api..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("dev.llmops.api..", "java..", "org.jspecify.annotations.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule TEMPLATES_KNOW_THE_API_ONLY = classes()
            .that()
            .resideInAPackage("dev.llmops.template..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "dev.llmops.template..", "dev.llmops.api..", "java..", "org.jspecify.annotations.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule CORE_KNOWS_NO_PROVIDER = noClasses()
            .that()
            .resideInAPackage("dev.llmops.core..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(PROVIDER_PACKAGES).or(resideInAnyPackage(PROVIDER_TECHNOLOGIES)))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PROVIDERS_DO_NOT_KNOW_EACH_OTHER = slices().matching("dev.llmops.(lucene|remote|onnx)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PROVIDERS_KNOW_THE_API_ONLY = noClasses()
            .that()
            .resideInAnyPackage(PROVIDER_PACKAGES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.llmops.core..", "dev.llmops.eval..", "dev.llmops.testing..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NOTHING_PUBLISHED_KNOWS_A_SAMPLE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.llmops.samples..", "dev.llmops.benchmarks..");

    @ArchTest
    static final ArchRule LUCENE_STAYS_IN_ITS_MODULE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.llmops.lucene..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.lucene..");

    @ArchTest
    static final ArchRule OKHTTP_STAYS_IN_ITS_MODULE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.llmops.remote..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("okhttp3..");

    @ArchTest
    static final ArchRule ONNX_AND_DJL_STAY_IN_THEIR_MODULE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.llmops.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.onnxruntime..", "ai.djl..");

    @ArchTest
    static final ArchRule PICOCLI_JUNIT_AND_PARQUET_STAY_IN_THEIR_MODULES = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.llmops.eval.cli..",
                    "dev.llmops.eval.junit..",
                    "dev.llmops.eval.parquet..",
                    "dev.llmops.testing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "org.junit..", "org.apache.parquet..", "blue.strategic..");

    @ArchTest
    static final ArchRule MODULES_HAVE_NO_CYCLES =
            slices().matching("dev.llmops.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule API_CONCEPTS_HAVE_NO_CYCLES =
            slices().matching("dev.llmops.api.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule EVAL_CONCEPTS_HAVE_NO_CYCLES =
            slices().matching("dev.llmops.eval.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule CORE_CONCEPTS_HAVE_NO_CYCLES =
            slices().matching("dev.llmops.core.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    void everyPackageIsNullMarked(JavaClasses classes) {
        Set<JavaPackage> unmarked = classes.stream()
                .map(JavaClass::getPackage)
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .collect(Collectors.toSet());

        assertThat(unmarked)
                .extracting(JavaPackage::getName)
                .as("packages without @NullMarked")
                .isEmpty();
    }

    @ArchTest
    static final ArchRule LOGS_THROUGH_SLF4J =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    @ArchTest
    static final ArchRule WRITES_NOTHING_TO_THE_CONSOLE =
            noClasses().that().resideOutsideOfPackage("dev.llmops.eval.cli..").should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule THROWS_WHAT_CAN_BE_TOLD_APART = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static final ArchRule PUBLIC_TYPES_NAME_A_CONCEPT = classes()
            .that()
            .arePublic()
            .should()
            .haveNameNotMatching(".*(Impl|Utils?|Helper|Manager)")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule LIBRARIES_STAY_OUT_OF_SIGNATURES = classes()
            .that(are(exported()))
            .should(showNoTypeOf(resideInAnyPackage(HIDDEN_LIBRARIES)))
            .allowEmptyShould(true);

    private static DescribedPredicate<JavaClass> exported() {
        Set<String> packages = PublishedModules.all().stream()
                .flatMap(module -> module.exportedPackages().stream())
                .collect(Collectors.toSet());
        return DescribedPredicate.describe(
                "exported", type -> packages.contains(type.getPackageName()) && reachable(type));
    }

    /** A public class inside one that is not public cannot be named from outside. */
    private static boolean reachable(JavaClass type) {
        return visible(type.getModifiers())
                && type.getEnclosingClass().map(ArchitectureTest::reachable).orElse(true);
    }

    private static boolean visible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static ArchCondition<JavaClass> showNoTypeOf(DescribedPredicate<JavaClass> hidden) {
        return new ArchCondition<>("show no type of a library that is a detail") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                shownBy(type)
                        .filter(hidden)
                        .distinct()
                        .forEach(shown -> events.add(SimpleConditionEvent.violated(
                                type, type.getName() + " shows " + shown.getName() + " in its signatures")));
            }
        };
    }

    private static Stream<JavaClass> shownBy(JavaClass type) {
        Stream<JavaClass> parents = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                .flatMap(parent -> parent.getAllInvolvedRawTypes().stream());
        Stream<JavaClass> bounds =
                type.getTypeParameters().stream().flatMap(parameter -> parameter.getAllInvolvedRawTypes().stream());
        Stream<JavaClass> fields = type.getFields().stream()
                .filter(field -> visible(field.getModifiers()))
                .flatMap(field -> field.getAllInvolvedRawTypes().stream());
        Stream<JavaClass> methods = type.getCodeUnits().stream()
                .filter(unit -> visible(unit.getModifiers()))
                .flatMap(unit ->
                        Stream.concat(unit.getAllInvolvedRawTypes().stream(), unit.getExceptionTypes().stream()));
        return Stream.of(parents, bounds, fields, methods).flatMap(each -> each);
    }
}
