package dev.llmops.remote.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.api.model.ProviderException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.specs.OpenAiSpec;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent to OpenAI is what its own description of the interface allows. */
class EmbeddingSchemaTest {
    private static final String SCHEMA = "CreateEmbeddingRequest";

    @Test
    void everyRequestIsAllowed() {
        OpenAiSpec spec = OpenAiSpec.open();
        List<String> most = Collections.nCopies(2048, "a");

        for (Purpose purpose : Purpose.values()) {
            for (List<String> texts : List.of(List.of("a"), List.of("a", "\u00e9\ud83d\ude00\0"), most)) {
                for (int dimensions : new int[] {0, 1, 256}) {
                    EmbeddingRequest request = new EmbeddingRequest(texts, purpose, dimensions);

                    assertThat(spec.problems(SCHEMA, sent(OpenAiEmbeddingClient.builder("m"), request)))
                            .isEmpty();
                    assertThat(spec.problems(
                                    SCHEMA,
                                    sent(OpenAiEmbeddingClient.builder("m").asNumbers(), request)))
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void theSchemaFindsWhatIsWrong() {
        OpenAiSpec spec = OpenAiSpec.open();

        assertThat(spec.problems(SCHEMA, "{\"model\":\"m\",\"input\":[]}")).isNotEmpty();
        assertThat(spec.problems(SCHEMA, "{\"model\":\"m\",\"input\":[\"a\"],\"dimensions\":0}"))
                .isNotEmpty();
    }

    private static String sent(OpenAiEmbeddingClient.Builder builder, EmbeddingRequest request) {
        Replay replay = Replay.of("application/json", "{}");
        Connection connection =
                Connection.builder().key("k").transport(replay.transport()).build();
        try (OpenAiEmbeddingClient client = builder.connection(connection).build()) {
            assertThatThrownBy(() -> client.embed(request, CallControl.detached()))
                    .isInstanceOf(ProviderException.class);
        }
        return replay.sent().get(0).body();
    }
}
