package dev.llmops.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.llmops.api.spi.StageProvider;
import dev.llmops.api.spi.StageRegistry;
import dev.llmops.verification.PublishedModules.PublishedModule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The module path reads {@code provides}, the class path reads {@code META-INF/services}: both must say the same. */
class ServicesTest {

    static List<PublishedModule> modules() {
        return PublishedModules.all();
    }

    @Test
    void findsEveryPublishedModule() {
        assertThat(modules())
                .extracting(PublishedModule::toString)
                .contains(
                        "dev.llmops.api",
                        "dev.llmops.core",
                        "dev.llmops.lucene",
                        "dev.llmops.eval",
                        "dev.llmops.eval.cli",
                        "dev.llmops.eval.junit",
                        "dev.llmops.testing");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void servicesAreTheSameOnBothPaths(PublishedModule module) {
        assertThat(module.services()).isEqualTo(module.provided());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void providersCanBeCreatedOnBothPaths(PublishedModule module) {
        for (Set<String> providers : module.services().values()) {
            for (String provider : providers) {
                assertThatCode(() -> Class.forName(provider).getConstructor().newInstance())
                        .as(provider + " has a public constructor without parameters")
                        .doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void whoLacksAStageIsToldItsArtifact(PublishedModule module) throws ReflectiveOperationException {
        Set<String> providers = module.services().getOrDefault(StageProvider.class.getName(), Set.of());
        String artifact = module.toString().replace("dev.llmops.", "dev.llmops:llmops-");
        for (String provider : artifact.endsWith("-core") ? Set.<String>of() : providers) {
            StageProvider<?> stage = Class.forName(provider)
                    .asSubclass(StageProvider.class)
                    .getConstructor()
                    .newInstance();

            assertThat(StageRegistry.of(List.of()).missing(stage.stage(), stage.name()))
                    .contains("It comes with " + artifact + ":");
        }
    }
}
