package dev.llmops.remote.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.api.spi.StageRegistry;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import dev.llmops.testing.ReceivedRequest;
import dev.llmops.testing.StageProviderContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Embeddings of Azure, Vertex AI and Bedrock as stages of pipeline files. */
class CloudEmbeddingProviderTest {
    /** A variable that is always set, which stands for one that has a key. */
    private static final String VARIABLE = "PATH";

    @Nested
    class Azure extends StageProviderContract {
        @Override
        protected StageProvider<?> provider() {
            return new AzureOpenAiEmbeddingProvider();
        }

        @Override
        protected Map<String, Object> settings() {
            return Map.of(
                    "model",
                    "m",
                    "dimensions",
                    64,
                    "resource",
                    "my-resource",
                    "api-version",
                    "2024-10-21",
                    "key-variable",
                    VARIABLE,
                    "idle-timeout",
                    "30s");
        }
    }

    @Nested
    class Vertex extends StageProviderContract {
        @Override
        protected StageProvider<?> provider() {
            return new VertexEmbeddingProvider();
        }

        @Override
        protected Map<String, Object> settings() {
            return Map.of(
                    "model",
                    "m",
                    "dimensions",
                    64,
                    "base-url",
                    "http://127.0.0.1:9",
                    "key-variable",
                    VARIABLE,
                    "idle-timeout",
                    "30s",
                    "project",
                    "my-project",
                    "location",
                    "europe-west4",
                    "method",
                    "embed-content");
        }
    }

    @Nested
    class Bedrock extends StageProviderContract {
        @Override
        protected StageProvider<?> provider() {
            return new BedrockEmbeddingProvider();
        }

        @Override
        protected Map<String, Object> settings() {
            return Map.of(
                    "model",
                    "m",
                    "dimensions",
                    64,
                    "base-url",
                    "http://127.0.0.1:9",
                    "key-variable",
                    VARIABLE,
                    "idle-timeout",
                    "30s",
                    "region",
                    "eu-central-1",
                    "form",
                    "cohere",
                    "truncation",
                    "end");
        }
    }

    @Test
    void azureIsAskedForTheDeploymentWithTheKeyOfTheVariable() {
        ReceivedRequest sent = ask("azure-openai", Map.of("api-version", "2024-10-21"));

        assertThat(sent.target()).startsWith("/openai/deployments/m/embeddings").endsWith("api-version=2024-10-21");
        assertThat(sent.header("api-key")).hasValue(System.getenv(VARIABLE));
        assertThat(sent.bodyText()).contains("\"dimensions\":64");
    }

    @Test
    void vertexIsAskedInProjectAndLocation() {
        ReceivedRequest sent = ask("vertex", Map.of("project", "p", "location", "europe-west4", "method", "predict"));

        assertThat(sent.target()).isEqualTo("/projects/p/locations/europe-west4/publishers/google/models/m:predict");
        assertThat(sent.header("authorization")).hasValue("Bearer " + System.getenv(VARIABLE));
    }

    @Test
    void bedrockIsAskedInTheFormOfTheFile() {
        ReceivedRequest sent = ask("bedrock", Map.of("region", "eu-central-1", "form", "titan"));

        assertThat(sent.target()).isEqualTo("/model/m/invoke");
        assertThat(sent.header("authorization")).hasValue("Bearer " + System.getenv(VARIABLE));
        assertThat(sent.bodyText()).contains("inputText");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> create("azure-openai", Map.of("model", "m")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("resource");
        assertThatThrownBy(() -> create("vertex", Map.of("model", "m")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("project");
        assertThatThrownBy(() -> create("bedrock", Map.of("model", "m", "region", "eu-central-1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("form");
    }

    /** {@return what a client of the registry sends, to a server that has no vectors} */
    private static ReceivedRequest ask(String name, Map<String, Object> settings) {
        try (FaultServer server = FaultServer.start()) {
            server.onEveryRequest(FaultScript.json(400, "{}"));
            Map<String, Object> all = new HashMap<>(settings);
            all.putAll(Map.of(
                    "model", "m", "dimensions", 64, "base-url", server.uri().toString(), "key-variable", VARIABLE));
            EmbeddingClient client = create(name, all);

            assertThatThrownBy(() -> client.embed(
                            EmbeddingRequest.of(List.of("text"), Purpose.DOCUMENT), CallControl.detached()))
                    .isInstanceOf(ProviderException.class);

            return server.requests().get(0);
        }
    }

    private static EmbeddingClient create(String name, Map<String, Object> settings) {
        StageRegistry registry = StageRegistry.load(CloudEmbeddingProviderTest.class.getClassLoader());
        Map<String, Object> withKey = new HashMap<>(settings);
        withKey.putIfAbsent("key-variable", VARIABLE);
        return registry.create(EmbeddingClient.class, name, StageConfig.of(withKey));
    }
}
