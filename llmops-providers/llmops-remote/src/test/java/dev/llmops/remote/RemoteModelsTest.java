package dev.llmops.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.ListedModel;
import dev.llmops.api.model.ProviderException;
import dev.llmops.remote.files.JsonServer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteModelsTest {
    private final JsonServer server = new JsonServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void listsModelsOfOpenAi() {
        server.answers("{\"object\":\"list\",\"data\":[{\"id\":\"gpt-5.2\",\"object\":\"model\",\"created\":1767225600,"
                + "\"owned_by\":\"system\",\"shutdown_date\":null},{\"id\":\"gpt-4\",\"created\":1767225600,"
                + "\"owned_by\":\"openai\",\"shutdown_date\":\"2026-10-23\"},{\"no\":\"id\"}]}");

        List<ListedModel> models = models(RemoteModels.openAi(server.connection("/v1")));

        assertThat(models).extracting(ListedModel::id).containsExactly("gpt-5.2", "gpt-4");
        assertThat(models.get(0).owner()).isEqualTo("system");
        assertThat(models.get(0).createdAt()).contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(models.get(0).shutdownDate()).isEmpty();
        assertThat(models.get(0).contextWindow()).isEmpty();
        assertThat(models.get(1).shutdownDate()).contains(LocalDate.parse("2026-10-23"));
        assertThat(models.get(1).rawJson()).contains("shutdown_date");
        assertThat(server.sent().line()).isEqualTo("GET /v1/models");
    }

    @Test
    void listsModelsOfMistralWithTheirLimits() {
        server.answers(
                "{\"data\":[{\"id\":\"mistral-small-latest\",\"owned_by\":\"mistralai\",\"max_context_length\":131072,"
                        + "\"deprecation\":\"2026-11-30T12:00:00Z\"}]}");

        ListedModel model =
                models(RemoteModels.mistral(server.connection("/v1"))).get(0);

        assertThat(model.contextWindow()).hasValue(131072);
        assertThat(model.shutdownDate()).contains(LocalDate.parse("2026-11-30"));
    }

    @Test
    void listsAllPagesOfAnthropic() {
        server.answers("{\"data\":[{\"type\":\"model\",\"id\":\"claude-a\",\"display_name\":\"Claude A\","
                        + "\"created_at\":\"2026-01-01T00:00:00Z\"}],\"has_more\":true,\"last_id\":\"claude-a\"}")
                .answers("{\"data\":[{\"id\":\"claude-b\"}],\"has_more\":false,\"last_id\":\"claude-b\"}");

        List<ListedModel> models = models(RemoteModels.anthropic(server.connection("")));

        assertThat(models).extracting(ListedModel::id).containsExactly("claude-a", "claude-b");
        assertThat(models.get(0).name()).isEqualTo("Claude A");
        assertThat(models.get(0).createdAt()).contains(Instant.parse("2026-01-01T00:00:00Z"));
        JsonServer.Sent first = server.sent();
        assertThat(first.line()).isEqualTo("GET /v1/models?limit=1000");
        assertThat(first.header("anthropic-version")).isEqualTo("2023-06-01");
        assertThat(first.header("x-api-key")).isEqualTo(JsonServer.KEY);
        assertThat(server.sent().line()).isEqualTo("GET /v1/models?limit=1000&after_id=claude-a");
    }

    @Test
    void listsModelsOfGeminiByTheNameAClientAsksFor() {
        server.answers("{\"models\":[{\"name\":\"models/gemini-2.5-pro\",\"displayName\":\"Gemini 2.5 Pro\","
                        + "\"inputTokenLimit\":1048576,\"outputTokenLimit\":65536}],\"nextPageToken\":\"a b\"}")
                .answers("{\"models\":[{\"name\":\"models/gemini-2.5-flash\"}]}");

        List<ListedModel> models = models(RemoteModels.gemini(server.connection("/v1beta")));

        assertThat(models).extracting(ListedModel::id).containsExactly("gemini-2.5-pro", "gemini-2.5-flash");
        assertThat(models.get(0).contextWindow()).hasValue(1048576);
        assertThat(models.get(0).maxOutputTokens()).hasValue(65536);
        JsonServer.Sent first = server.sent();
        assertThat(first.line()).isEqualTo("GET /v1beta/models?pageSize=1000");
        assertThat(first.header("x-goog-api-key")).isEqualTo(JsonServer.KEY);
        assertThat(server.sent().line()).isEqualTo("GET /v1beta/models?pageSize=1000&pageToken=a%20b");
    }

    @Test
    void listsModelsOfCohereAndOllama() {
        server.answers(
                        "{\"models\":[{\"name\":\"command-a-03-2025\",\"context_length\":288000}],\"next_page_token\":\"\"}")
                .answers("{\"models\":[{\"name\":\"llama3.2:latest\",\"model\":\"llama3.2:latest\",\"size\":1}]}");

        assertThat(models(RemoteModels.cohere(server.connection(""))).get(0).contextWindow())
                .hasValue(288000);
        assertThat(models(RemoteModels.ollama(server.connection(""))).get(0).id())
                .isEqualTo("llama3.2:latest");
        assertThat(server.sent().line()).isEqualTo("GET /v1/models?page_size=1000");
        assertThat(server.sent().line()).isEqualTo("GET /api/tags");
    }

    @Test
    void listsModelsOfServersThatSpeakAsOpenAi() {
        server.answers("{\"data\":[{\"id\":\"org/model\",\"max_model_len\":4096}]}");

        ListedModel model = models(RemoteModels.openAiCompatible("vllm", server.connection("/v1")))
                .get(0);

        assertThat(model.contextWindow()).hasValue(4096);
        assertThatThrownBy(() -> RemoteModels.openAiCompatible("vllm", Connection.defaults()))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void failsWhereTheAnswerIsNoList() {
        server.answers("[]").answers(401, "{\"error\":{\"message\":\"Incorrect API key\"}}");

        try (RemoteModels models = RemoteModels.openAi(server.connection("/v1"))) {
            assertThatThrownBy(() -> models.models(CallControl.detached())).isInstanceOf(ProviderException.class);
            assertThatThrownBy(() -> models.models(CallControl.detached()))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageNotContaining(JsonServer.KEY);
        }
    }

    private static List<ListedModel> models(RemoteModels models) {
        try (models) {
            return models.models(CallControl.detached());
        }
    }
}
