package dev.llmops.remote.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.Reranker;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.api.spi.StageRegistry;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteModelProviderTest {
    private static final Map<String, Object> SETTINGS = Map.of(
            "model",
            "some-model",
            "base-url",
            "http://127.0.0.1:9/v1",
            "key-variable",
            "NO_SUCH_KEY",
            "idle-timeout",
            "30s",
            "leave-out-unsupported",
            true,
            "project",
            "p",
            "region",
            "eu-central-1");

    static Stream<StageProvider<?>> providers() {
        return ServiceLoader.load(StageProvider.class).stream()
                .<StageProvider<?>>map(ServiceLoader.Provider::get)
                .filter(provider -> provider.stage() == ModelClient.class)
                .filter(provider -> provider.getClass().getPackageName().startsWith("dev.llmops.remote"));
    }

    @Test
    void everyProviderHasAName() {
        assertThat(providers().map(StageProvider::name))
                .containsExactlyInAnyOrder(
                        "ai21",
                        "anthropic",
                        "azure-openai",
                        "bedrock",
                        "cohere",
                        "gemini",
                        "huggingface",
                        "mistral",
                        "ollama",
                        "openai",
                        "openai-compatible",
                        "tgi",
                        "vertex");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void makesAClientOfTheModel(StageProvider<ModelClient> provider) throws Exception {
        StageConfig config = StageConfig.of(SETTINGS);

        ModelClient client = provider.create(config);

        assertThat(client.info().model()).isEqualTo("some-model");
        assertThat(client.toString()).contains("127.0.0.1");
        assertThat(config.unread()).isSubsetOf("\"project\"", "\"region\"");
        assertThat(client).isInstanceOf(AutoCloseable.class);
        ((AutoCloseable) client).close();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aModelMustBeNamed(StageProvider<ModelClient> provider) {
        StageConfig config = StageConfig.empty();

        assertThatThrownBy(() -> provider.create(config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("model");
    }

    @Test
    void embeddingsAndRerankersHaveProvidersToo() {
        StageRegistry registry = StageRegistry.load(RemoteModelProviderTest.class.getClassLoader());

        for (String name : List.of("cohere", "gemini", "huggingface", "mistral", "ollama", "openai", "voyage")) {
            StageConfig config = StageConfig.of(Map.of("model", "m", "dimensions", 64));
            assertThat(registry.create(EmbeddingClient.class, name, config)
                            .info()
                            .model())
                    .isEqualTo("m");
        }
        for (String name : List.of("cohere", "voyage")) {
            assertThat(registry.create(Reranker.class, name, StageConfig.of(Map.of("model", "m"))))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/", "no address", "http://user:secret-1@host/"})
    void refusesAnAddressWithoutShowingIt(String address) {
        StageConfig config = StageConfig.of(Map.of("model", "m", "base-url", address));

        assertThatThrownBy(() -> new OpenAiProvider().create(config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("base-url")
                .message()
                .doesNotContain("secret-1");
    }

    @Test
    void refusesATimeLimitOfNothing() {
        StageConfig config = StageConfig.of(Map.of("model", "m", "idle-timeout", "0s"));

        assertThatThrownBy(() -> new OpenAiProvider().create(config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("idle-timeout");
    }

    @Test
    void anUnknownServerIsToldWithThoseThatAre() {
        StageConfig config = StageConfig.of(Map.of("model", "m", "server", "grok"));

        assertThatThrownBy(() -> new OpenAiCompatibleProvider().create(config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("groq")
                .hasMessageContaining("openrouter");
    }

    @Test
    void theRegistryFindsThemByName() {
        StageRegistry registry = StageRegistry.load(RemoteModelProviderTest.class.getClassLoader());

        List<String> names = registry.names(ModelClient.class);

        assertThat(names).contains("openai", "anthropic", "ollama");
    }
}
