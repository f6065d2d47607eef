package dev.llmops.remote.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.FinishReason;
import dev.llmops.remote.stream.WireEvent;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.InStreamFailure;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MalformedAnswerException;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads generated content, whole or in chunks.
 *
 * <p>Of several candidates the first is read. A prompt that was blocked has no candidates, and is a
 * failure. An answer that was blocked, with or without content, is one that ended so. A stream has
 * no last event: it is complete when it ends after a reason to finish.
 */
final class GeminiReader implements AnswerReader {
    private static final Set<String> KNOWN =
            Set.of("candidates", "usageMetadata", "modelVersion", "responseId", "promptFeedback");
    private static final Set<String> KNOWN_IN_CANDIDATE = Set.of("content", "finishReason", "index", "logprobsResult");

    private final ResponseAssembly assembly;
    private final GeminiPartReader parts;
    private final ObjectNode usage = Json.object();
    private final Map<String, ObjectNode> objects = new HashMap<>();
    private boolean any;

    GeminiReader(String provider, int messages, ResponseAssembly assembly) {
        this.assembly = assembly;
        this.parts = new GeminiPartReader(provider, messages, assembly);
    }

    @Override
    public void whole(JsonNode answer) {
        if (answer.isArray()) {
            // A stream of one piece, when a server does not stream.
            answer.forEach(chunk -> chunk(chunk, true));
        } else {
            chunk(answer, false);
        }
        if (!any) {
            throw MalformedAnswerException.without("candidates");
        }
        parts.complete();
    }

    @Override
    public boolean event(WireEvent event) {
        JsonNode chunk = Json.read(event.data());
        if (event.kind() == WireEvent.Kind.FAILURE || event.name().equals("error")) {
            throw new InStreamFailure(event.name(), event.data());
        }
        chunk(chunk, true);
        return false;
    }

    @Override
    public boolean isComplete() {
        if (!assembly.isFinished()) {
            return false;
        }
        parts.complete();
        return true;
    }

    private void chunk(JsonNode chunk, boolean streamed) {
        JsonNode feedback = chunk.path("promptFeedback");
        if (Json.has(chunk, "error") || (Json.has(feedback, "blockReason") && !any)) {
            throw new InStreamFailure("", chunk.toString());
        }
        String responseId = Json.text(chunk, "responseId");
        assembly.begin(responseId, Json.text(chunk, "modelVersion"));
        parts.responseId(responseId);
        usage(chunk.path("usageMetadata"));
        chunk.properties().forEach(member -> keep(KNOWN, member.getKey(), member.getValue()));
        if (Json.has(chunk, "promptFeedback")) {
            keep(Set.of(), "promptFeedback", feedback);
        }
        for (JsonNode candidate : chunk.path("candidates")) {
            if (candidate.path("index").asInt(0) == 0) {
                any = true;
                candidate(candidate, streamed);
            }
        }
    }

    private void usage(JsonNode newest) {
        if (!newest.isObject() || newest.isEmpty()) {
            return;
        }
        if (Json.has(newest, "promptTokenCount")) {
            // A full record: what it leaves out is zero now.
            usage.removeAll();
        }
        newest.properties().forEach(member -> {
            if (!member.getValue().isNull()) {
                usage.set(member.getKey(), member.getValue());
            }
        });
        assembly.usage(GeminiUsage.read(usage));
    }

    private void candidate(JsonNode candidate, boolean streamed) {
        parts.read(candidate.path("content").path("parts"), streamed);
        GeminiLogprobs.read(candidate.path("logprobsResult"), assembly);
        candidate.properties().forEach(member -> keep(KNOWN_IN_CANDIDATE, member.getKey(), member.getValue()));
        JsonNode finish = candidate.path("finishReason");
        if (finish.isValueNode() && !finish.isNull()) {
            finish(finish.asText());
        }
    }

    /** Where reasons are numbers, these two mean the same everywhere; those of 1 and 2 are known to all. */
    private void finish(String raw) {
        if (raw.equals("3") || raw.equals("4")) {
            assembly.finish(FinishReason.CONTENT_FILTER, raw);
        } else {
            assembly.finish(raw);
        }
    }

    /** Keeps a member that is not interpreted; objects of several chunks are joined member by member. */
    private void keep(Set<String> known, String name, JsonNode value) {
        if (known.contains(name) || value.isNull()) {
            return;
        }
        if (value instanceof ObjectNode object) {
            if (!object.isEmpty()) {
                assembly.metadata(
                        name,
                        objects.computeIfAbsent(name, key -> Json.object())
                                .setAll(object)
                                .toString());
            }
        } else {
            assembly.metadata(name, value.isTextual() ? value.textValue() : value.toString());
        }
    }
}
