package dev.llmops.remote.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.embedding.Reranker;
import dev.llmops.remote.Connection;
import dev.llmops.remote.Transport;
import dev.llmops.remote.cohere.CohereReranker;
import dev.llmops.remote.openai.CompatibleReranker;
import dev.llmops.remote.openai.CompatibleServer;
import dev.llmops.remote.recordings.Recording;
import dev.llmops.remote.voyage.VoyageReranker;
import dev.llmops.remote.wire.Json;
import java.util.ArrayList;
import java.util.List;

/** Judging texts, of all providers. */
final class RerankSubject implements CallSubject {
    private static final List<String> LISTS = List.of("results", "data");

    @Override
    public boolean covers(Recording recording) {
        return recording.request().path().endsWith("/rerank");
    }

    @Override
    public List<String> repeat(Recording recording, Transport transport) {
        JsonNode body = Json.read(recording.request().body());
        List<String> texts = new ArrayList<>();
        (body.has("texts") ? body.path("texts") : body.path("documents"))
                .forEach(text -> texts.add(text.isTextual() ? text.asText() : Json.text(text, "text")));
        Connection connection = Connection.builder()
                .baseUri("https://" + recording.request().host()
                        + recording.request().path().replaceAll("(/v2)?/rerank$", ""))
                .key("test-key")
                .transport(transport)
                .build();
        List<Reranker.Ranked> ranked = reranker(recording, body, connection)
                .rerank(body.path("query").asText(), texts, CallControl.detached());
        return differences(Json.read(recording.response().text()), ranked);
    }

    private static Reranker reranker(Recording recording, JsonNode body, Connection connection) {
        String model = body.path("model").asText("none");
        int most = body.path("top_n").asInt(body.path("top_k").asInt(Integer.MAX_VALUE));
        switch (recording.provider()) {
            case "cohere" -> {
                CohereReranker.Builder builder =
                        CohereReranker.builder(model).connection(connection).textsPerRequest(10_000);
                Json.integer(body, "max_tokens_per_doc").ifPresent(builder::maxTokensPerText);
                return (most == Integer.MAX_VALUE ? builder : builder.most(most)).build();
            }
            case "voyage" -> {
                VoyageReranker.Builder builder =
                        VoyageReranker.builder(model).connection(connection).textsPerRequest(10_000);
                if (body.path("truncation").isBoolean()) {
                    builder.truncating(body.path("truncation").booleanValue());
                }
                return (most == Integer.MAX_VALUE ? builder : builder.most(most)).build();
            }
            default -> {
                CompatibleReranker.Builder builder = CompatibleReranker.builder(
                                CompatibleServer.of(recording.provider(), "http://localhost"), model)
                        .connection(connection)
                        .form(body.has("texts") ? CompatibleReranker.Form.TEXTS : CompatibleReranker.Form.DOCUMENTS)
                        .textsPerRequest(10_000);
                return (most == Integer.MAX_VALUE ? builder : builder.most(most)).build();
            }
        }
    }

    private static List<String> differences(JsonNode answer, List<Reranker.Ranked> ranked) {
        JsonNode list = answer;
        for (String name : LISTS) {
            list = answer.has(name) ? answer.path(name) : list;
        }
        List<String> problems = new ArrayList<>();
        if (list.size() != ranked.size()) {
            problems.add(ranked.size() + " of " + list.size() + " results");
        }
        for (int i = 0; i < Math.min(list.size(), ranked.size()); i++) {
            if (list.get(i).path("index").asInt(-1) != ranked.get(i).index()) {
                problems.add("result " + i);
            }
        }
        return problems;
    }

    @Override
    public JsonNode normalised(JsonNode requestBody) {
        ObjectNode body = requestBody.deepCopy();
        body.properties().removeIf(member -> member.getValue().isNull());
        body.remove("return_documents");
        return body;
    }
}
