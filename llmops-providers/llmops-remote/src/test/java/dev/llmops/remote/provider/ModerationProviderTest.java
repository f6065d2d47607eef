package dev.llmops.remote.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import dev.llmops.testing.StageProviderContract;
import dev.llmops.testing.TestContext;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The moderation guards as stages of pipeline files. */
class ModerationProviderTest {
    /** A variable that is always set, which stands for one that has a key. */
    private static final String VARIABLE = "PATH";

    private static final Map<String, Object> SETTINGS = Map.of(
            "model",
            "some-model",
            "threshold",
            0.5,
            "base-url",
            "http://127.0.0.1:9/v1",
            "key-variable",
            VARIABLE,
            "total-timeout",
            "30s");

    @Nested
    class OpenAi extends StageProviderContract {
        @Override
        protected StageProvider<?> provider() {
            return new OpenAiModerationProvider();
        }

        @Override
        protected Map<String, Object> settings() {
            return SETTINGS;
        }
    }

    @Nested
    class Mistral extends StageProviderContract {
        @Override
        protected StageProvider<?> provider() {
            return new MistralModerationProvider();
        }

        @Override
        protected Map<String, Object> settings() {
            return SETTINGS;
        }
    }

    @Test
    void asksTheModelOfTheFileWithTheKeyOfTheVariable() {
        try (FaultServer server = FaultServer.start()) {
            server.enqueue(FaultScript.json(
                    200,
                    "{\"model\":\"m\",\"results\":[{\"flagged\":true,\"categories\":{\"violence\":true,\"hate\":true},"
                            + "\"category_scores\":{\"violence\":0.75,\"hate\":0.25}}]}"));
            StageConfig config = StageConfig.of(
                    Map.of("model", "m", "threshold", 0.5, "base-url", server.uri() + "/v1", "key-variable", VARIABLE));
            SafetyGuard guard = new OpenAiModerationProvider().create(config);

            assertThat(guard.inspect(Segment.output("I will hurt you."), TestContext.create()))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.kind()).isEqualTo("VIOLENCE"));

            assertThat(server.requests().get(0).target()).isEqualTo("/v1/moderations");
            assertThat(server.requests().get(0).header("authorization")).hasValue("Bearer " + System.getenv(VARIABLE));
            assertThat(guard.toString()).contains("127.0.0.1").doesNotContain(System.getenv(VARIABLE));
        }
    }

    @Test
    void aVariableThatIsNotSetIsNamedWhenTheGuardIsMade() {
        StageConfig named = StageConfig.of(SETTINGS).withEnvironment(name -> null);
        StageConfig usual = StageConfig.of(Map.of()).withEnvironment(name -> " ");

        assertThatThrownBy(() -> new MistralModerationProvider().create(named))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("key-variable", VARIABLE);
        assertThatThrownBy(() -> new MistralModerationProvider().create(usual))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("No key for mistral-moderation: the environment variable MISTRAL_API_KEY is not");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.5, Double.NaN})
    void refusesAThresholdThatIsNoScore(double threshold) {
        StageConfig config = StageConfig.of(Map.of("threshold", threshold));

        assertThatThrownBy(() -> new OpenAiModerationProvider().create(config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("threshold")
                .hasMessageContaining("[0, 1]");
    }
}
