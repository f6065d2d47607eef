package dev.llmops.remote.ai21;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.model.Sampling;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.remote.Connection;
import dev.llmops.remote.chat.ChatClientContract;
import dev.llmops.remote.http.Replay;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.TestCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class Ai21ClientTest extends ChatClientContract {
    @Override
    protected ModelClient client(Connection connection) {
        return Ai21Client.builder("jamba-large").connection(connection).build();
    }

    @Override
    protected String address() {
        return "https://api.ai21.com/studio/v1/chat/completions";
    }

    private JsonNode sent(ModelRequest request) {
        Replay replay = Replay.of("application/json", whole());
        client(Connection.builder().key(KEY).transport(replay.transport()).build())
                .generate(request, TestCall.builder().silent().build());
        return Json.read(replay.sent().get(0).body());
    }

    private static ModelRequest withPassage(Ai21Options options) {
        Passage passage = Passage.builder(new SourceSpan("doc", 0, 5), "Facts")
                .title("A title")
                .build();
        return ModelRequest.of("Hello")
                .withPassages(List.of(passage))
                .withOptions(
                        GenerationOptions.builder().providerOptions(options).build());
    }

    @Test
    void sendsPassagesAsDocumentsWhenToldSo() {
        JsonNode body = sent(withPassage(Ai21Options.builder()
                .document("More facts")
                .passagesAsDocuments()
                .member("knowledge", "1")
                .build()));

        assertThat(body.path("documents"))
                .hasToString("[{\"content\":\"More facts\"},{\"content\":\"Facts\",\"metadata\":"
                        + "[{\"key\":\"title\",\"value\":\"A title\"}]}]");
        assertThat(body.path("knowledge").asInt()).isEqualTo(1);
    }

    @Test
    void sendsNoDocumentsOtherwise() {
        assertThat(sent(withPassage(Ai21Options.builder().build())).has("documents"))
                .isFalse();
        assertThat(sent(ModelRequest.of("Hello")
                                .withOptions(GenerationOptions.builder()
                                        .providerOptions(Ai21Options.builder()
                                                .passagesAsDocuments()
                                                .build())
                                        .build()))
                        .has("documents"))
                .isFalse();
    }

    @Test
    void failsForWhatJambaCannotDo() {
        for (GenerationOptions options : List.of(
                GenerationOptions.builder()
                        .responseFormat(ResponseFormat.schema("x", "{}"))
                        .build(),
                GenerationOptions.builder()
                        .sampling(Sampling.builder().seed(1).build())
                        .build())) {
            assertThatThrownBy(() -> sent(ModelRequest.of("Hello").withOptions(options)))
                    .isInstanceOf(UnsupportedCapabilityException.class);
        }
    }
}
