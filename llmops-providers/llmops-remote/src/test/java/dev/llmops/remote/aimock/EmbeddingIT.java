package dev.llmops.remote.aimock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.llmops.api.CallControl;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingResponse;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.cohere.CohereEmbeddingClient;
import dev.llmops.remote.mistral.MistralEmbeddingClient;
import dev.llmops.remote.ollama.OllamaEmbeddingClient;
import dev.llmops.remote.openai.AzureOpenAiEmbeddingClient;
import dev.llmops.remote.openai.OpenAiEmbeddingClient;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts as vectors, from every provider whose endpoint aimock plays. */
@WithAimock
class EmbeddingIT {
    private final AimockScope scope;

    EmbeddingIT(AimockServer server) {
        this.scope = server.scope();
    }

    @AfterEach
    void leavesNoConnectionAtWork() {
        scope.close();
    }

    /** A client of a model for embeddings, what its paths begin with, and the path itself. */
    record Embedder(String name, String base, String path, Function<Connection, EmbeddingClient> client) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Embedder> embedders() {
        return List.of(
                new Embedder(
                        "OpenAI",
                        "/v1",
                        "/v1/embeddings",
                        at -> OpenAiEmbeddingClient.builder("text-embedding-3-small")
                                .connection(at)
                                .build()),
                new Embedder(
                        "Azure OpenAI",
                        "",
                        "/openai/deployments/e-1/embeddings?api-version=2024-10-21",
                        at -> AzureOpenAiEmbeddingClient.builder("e-1")
                                .apiVersion("2024-10-21")
                                .connection(at)
                                .build()),
                new Embedder(
                        "Mistral",
                        "/v1",
                        "/v1/embeddings",
                        at -> MistralEmbeddingClient.builder("mistral-embed")
                                .connection(at)
                                .build()),
                new Embedder(
                        "Cohere",
                        "",
                        "/v2/embed",
                        at -> CohereEmbeddingClient.builder("embed-v4.0")
                                .connection(at)
                                .build()));
    }

    @ParameterizedTest
    @MethodSource("embedders")
    void readsTheVectorsOfAFixture(Embedder embedder) {
        EmbeddingResponse response = embed(embedder, scope.connection(embedder.base()), "a lighthouse");

        assertThat(response.vectors()).containsExactly(new float[] {0.25f, -0.5f, 0.75f});
        JournalEntry seen = scope.onlyEntry();
        assertThat(seen.line()).isEqualTo("POST " + embedder.path());
        assertThat(seen.body().path("embeddingInput").asText()).isEqualTo("a lighthouse");
    }

    @ParameterizedTest
    @MethodSource("embedders")
    void keepsTheOrderOfTheTexts(Embedder embedder) {
        Connection.Builder at = scope.connection(embedder.base());

        List<float[]> together =
                embed(embedder, at, "a pier", "a buoy", "größer 🐋").vectors();

        assertThat(together).doesNotHaveDuplicates().hasSize(3);
        assertThat(together.get(0))
                .isEqualTo(embed(embedder, at, "a pier").vectors().get(0));
        assertThat(together.get(1))
                .isEqualTo(embed(embedder, at, "a buoy").vectors().get(0));
        assertThat(together.get(2))
                .isEqualTo(embed(embedder, at, "größer 🐋").vectors().get(0));
    }

    @Test
    void asksOllamaForAllTextsAtOnce() {
        EmbeddingClient ollama = OllamaEmbeddingClient.builder("all-minilm")
                .connection(scope.connection("").build())
                .build();

        ProviderException failure = catchThrowableOfType(
                ProviderException.class,
                () -> ollama.embed(
                        EmbeddingRequest.of(List.of("a pier", "a buoy"), EmbeddingRequest.Purpose.DOCUMENT),
                        CallControl.detached()));

        // aimock answers as the older endpoint does, with a single vector, which must not pass for two
        assertThat(failure.errorClass()).isEqualTo(ErrorClass.MALFORMED);
        JournalEntry seen = scope.onlyEntry();
        assertThat(seen.line()).isEqualTo("POST /api/embed");
        assertThat(seen.body().path("embeddingInput").asText()).isEqualTo("a pier a buoy");
    }

    @ParameterizedTest
    @MethodSource("embedders")
    void showsAWrongKeyAndARateLimitAsSuch(Embedder embedder) {
        assertThat(failure(embedder, scope.connection(embedder.base()).key("wrong-key-77aa")))
                .isEqualTo(ErrorClass.AUTH);
        scope.chaos("{\"rateLimitRate\": 1}");
        assertThat(failure(embedder, scope.connection(embedder.base()))).isEqualTo(ErrorClass.RATE_LIMITED);
        scope.chaos("{\"malformedRate\": 1}");
        assertThat(failure(embedder, scope.connection(embedder.base()))).isEqualTo(ErrorClass.MALFORMED);
    }

    private static ErrorClass failure(Embedder embedder, Connection.Builder at) {
        ProviderException failure =
                catchThrowableOfType(ProviderException.class, () -> embed(embedder, at, "a lighthouse"));
        return failure.errorClass();
    }

    private static EmbeddingResponse embed(Embedder embedder, Connection.Builder at, String... texts) {
        return embedder.client()
                .apply(at.build())
                .embed(EmbeddingRequest.of(List.of(texts), EmbeddingRequest.Purpose.DOCUMENT), CallControl.detached());
    }
}
