package dev.llmops.remote.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.Reranker;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.api.spi.StageRegistry;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteModelProviderTest {
    private static final String KEY = "TEAM_KEY";
    private static final String SECRET = "sk-team-4711";

    private static final Map<String, Object> SETTINGS = Map.of(
            "model",
            "some-model",
            "base-url",
            "http://127.0.0.1:9/v1",
            "key-variable",
            KEY,
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
        StageConfig config = config(SETTINGS, KEY);

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
            StageConfig config = config(Map.of("model", "m", "dimensions", 64), usualKeys());
            assertThat(registry.create(EmbeddingClient.class, name, config)
                            .info()
                            .model())
                    .isEqualTo("m");
        }
        for (String name : List.of("cohere", "voyage")) {
            assertThat(registry.create(Reranker.class, name, config(Map.of("model", "m"), usualKeys())))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aVariableThatTheFileNamesMustBeSet(StageProvider<ModelClient> provider) {
        StageConfig config = config(SETTINGS, usualKeys());

        assertThatThrownBy(() -> provider.create(config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("\"key-variable\" names the environment variable TEAM_KEY, which is not set");
    }

    @ParameterizedTest
    @CsvSource({
        "ai21, AI21_API_KEY",
        "anthropic, ANTHROPIC_API_KEY",
        "azure-openai, AZURE_OPENAI_API_KEY",
        "bedrock, AWS_BEARER_TOKEN_BEDROCK",
        "cohere, CO_API_KEY",
        "cohere, COHERE_API_KEY",
        "gemini, GEMINI_API_KEY",
        "gemini, GOOGLE_API_KEY",
        "huggingface, HF_TOKEN",
        "mistral, MISTRAL_API_KEY",
        "openai, OPENAI_API_KEY",
        "vertex, GOOGLE_OAUTH_ACCESS_TOKEN"
    })
    void theUsualVariableMustBeSetWhereNoneIsNamed(String name, String variable) throws Exception {
        Map<String, Object> settings = Map.of("model", "m", "resource", "r", "project", "p", "region", "eu-central-1");
        StageRegistry registry = StageRegistry.load(RemoteModelProviderTest.class.getClassLoader());

        assertThatThrownBy(() -> registry.create(ModelClient.class, name, config(settings)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("No key for " + name, variable, "set");
        ModelClient client = registry.create(ModelClient.class, name, config(settings, variable));
        assertThat(client.toString()).doesNotContain(SECRET);
        ((AutoCloseable) client).close();
    }

    @Test
    void bedrockTakesAPairOfKeysToo() {
        Map<String, Object> settings = Map.of("model", "m", "region", "eu-central-1");

        assertThat(new BedrockProvider().create(config(settings, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")))
                .isNotNull();
        assertThatThrownBy(() -> new BedrockProvider().create(config(settings, "AWS_ACCESS_KEY_ID")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AWS_SECRET_ACCESS_KEY");
    }

    @Test
    void serversWithoutKeysNeedNoVariable() {
        Map<String, Object> own = Map.of("model", "m", "base-url", "http://gpu.example.test:8000/v1");

        assertThat(new OpenAiCompatibleProvider().create(config(own))).isNotNull();
        assertThat(new OpenAiCompatibleProvider().create(config(Map.of("model", "m", "server", "vllm"))))
                .isNotNull();
        assertThat(new OllamaProvider().create(config(own))).isNotNull();
        assertThat(new TgiProvider().create(config(Map.of("model", "m")))).isNotNull();
        assertThatThrownBy(() -> new OpenAiCompatibleProvider().create(config(Map.of("model", "m", "server", "groq"))))
                .hasMessageContainingAll("No key for groq", "GROQ_API_KEY");
        assertThatThrownBy(() -> new TgiProvider().create(config(own))).hasMessageContaining("HF_TOKEN");
    }

    @Test
    void aRequestHasTheKeyOfTheEnvironmentOfTheFile() {
        try (FaultServer server = FaultServer.start()) {
            server.enqueue(FaultScript.json(400, "{}"));
            Map<String, Object> settings = Map.of("model", "m", "base-url", server.uri() + "/v1", "key-variable", KEY);
            ModelClient client = new OpenAiProvider().create(config(settings, KEY));

            assertThatThrownBy(() -> client.generate(ModelRequest.of("hello"), ModelCall.detached()))
                    .isInstanceOf(ProviderException.class);

            assertThat(server.requests().get(0).header("authorization")).hasValue("Bearer " + SECRET);
        }
    }

    private static String[] usualKeys() {
        return new String[] {
            "COHERE_API_KEY", "GEMINI_API_KEY", "HF_TOKEN", "MISTRAL_API_KEY", "OPENAI_API_KEY", "VOYAGE_API_KEY"
        };
    }

    /** {@return settings in an environment in which nothing is set but {@code variables}} */
    private static StageConfig config(Map<String, Object> settings, String... variables) {
        return StageConfig.of(settings)
                .withEnvironment(name -> List.of(variables).contains(name) ? SECRET : null);
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
