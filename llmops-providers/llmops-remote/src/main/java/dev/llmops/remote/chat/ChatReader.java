package dev.llmops.remote.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.FinishReason;
import dev.llmops.remote.stream.WireEvent;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.InStreamFailure;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MalformedAnswerException;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads a chat completion, whole or in chunks, of any dialect, and a plain completion too.
 *
 * <p>Of several choices the first is read. A chunk and a whole answer differ only in that the one
 * has {@code delta} where the other has {@code message}; a plain completion has {@code text} there.
 */
final class ChatReader implements AnswerReader {
    private static final String DONE = "[DONE]";
    private static final String REFUSAL = "refusal";

    private static final Set<String> KNOWN = Set.of(
            "id", "object", "created", "model", "choices", "usage", "obfuscation", "p", "error", "x_groq", "type");
    private static final Set<String> KNOWN_IN_CHOICE =
            Set.of("index", "delta", "message", "text", "finish_reason", "logprobs", "error", "usage");
    private static final Set<String> KNOWN_IN_MESSAGE = Set.of(
            "role",
            "content",
            "refusal",
            "tool_calls",
            "function_call",
            "reasoning_content",
            "reasoning",
            "audio",
            "images",
            "reasoning_details",
            "prefix",
            "tool_call_id",
            "name");
    /** State that a server wants back in the message where it was. */
    private static final Set<String> KEPT_IN_MESSAGE = Set.of("extra_content", "thought_signature");

    private final ChatDialect dialect;
    private final ResponseAssembly assembly;
    private final ChatToolCalls toolCalls;
    private final ChatContent content;
    private final ChatAudio audio;
    private final ObjectNode usage = Json.object();
    private final ReasoningDetails reasoningDetails = new ReasoningDetails();
    private final Map<String, ArrayNode> lists = new LinkedHashMap<>();
    private final Map<String, JsonNode> kept = new LinkedHashMap<>();
    private final Set<Integer> started = new HashSet<>();
    private final Set<Integer> finished = new HashSet<>();
    private boolean any;
    private boolean refused;
    private boolean completed;
    private String id = "";
    private String finish = "";

    ChatReader(ChatDialect dialect, ResponseAssembly assembly) {
        this.dialect = dialect;
        this.assembly = assembly;
        this.toolCalls = new ChatToolCalls(assembly);
        this.content = new ChatContent(assembly);
        this.audio = new ChatAudio(dialect, assembly);
    }

    @Override
    public void whole(JsonNode answer) {
        chunk("", answer);
        complete();
    }

    @Override
    public boolean event(WireEvent event) {
        if (event.data().strip().equals(DONE)) {
            complete();
            return true;
        }
        if (event.name().equals("error") || event.kind() == WireEvent.Kind.FAILURE) {
            throw new InStreamFailure(event.name(), event.data());
        }
        chunk(event.name(), Json.read(event.data()));
        return false;
    }

    @Override
    public boolean isComplete() {
        if (!any || !finished.containsAll(started) || dialect.has(ChatDialect.Trait.ENDS_WITH_DONE)) {
            return false;
        }
        complete();
        return true;
    }

    private void chunk(String name, JsonNode chunk) {
        failIfError(name, chunk);
        id = id.isEmpty() ? Json.text(chunk, "id") : id;
        assembly.begin(id, Json.text(chunk, "model"));
        usage(chunk.path("usage"));
        usage(chunk.path("x_groq").path("usage"));
        chunk.properties().forEach(member -> keep("", KNOWN, member.getKey(), member.getValue()));
        for (JsonNode choice : chunk.path("choices")) {
            choice(choice);
        }
    }

    private void failIfError(String name, JsonNode chunk) {
        if (isError(chunk.path("x_groq").path("error"))) {
            throw new InStreamFailure(name, chunk.path("x_groq").toString());
        }
        boolean error = isError(chunk.path("error"));
        if (error && !finish.isEmpty() && chunk.path("choices").isArray()) {
            // The answer had ended by then: what came of it counts.
            assembly.warning("the provider told an error after the end of the answer");
            assembly.metadata("error", chunk.path("error").toString());
        } else if (error || Json.text(chunk, "type").equals("error")) {
            throw new InStreamFailure(name, chunk.toString());
        }
    }

    private static boolean isError(JsonNode error) {
        return error.isTextual() ? !error.textValue().isBlank() : error.isObject() && !error.isEmpty();
    }

    private void usage(JsonNode newest) {
        if (!newest.isObject()) {
            return;
        }
        // Member by member: a later chunk may repeat some of it, or say null.
        newest.properties().forEach(member -> {
            if (!member.getValue().isNull()) {
                usage.set(member.getKey(), member.getValue());
            }
        });
        assembly.usage(ChatUsage.read(usage, dialect));
    }

    private void keep(String prefix, Set<String> known, String name, JsonNode value) {
        if (!known.contains(name) && !value.isNull()) {
            assembly.metadata(prefix + name, value.isTextual() ? value.textValue() : value.toString());
        }
    }

    private void choice(JsonNode choice) {
        if (isError(choice.path("error"))) {
            throw new InStreamFailure("", choice.toString());
        }
        int index = choice.path("index").asInt(0);
        String reason = Json.text(choice, "finish_reason");
        started.add(index);
        if (!reason.isEmpty()) {
            finished.add(index);
        }
        if (index == 0) {
            any = true;
            first(choice, reason);
        }
    }

    private void first(JsonNode choice, String reason) {
        if (choice.path("message").isObject()) {
            message(choice.path("message"));
            toolCalls.whole(choice.path("message"), id);
        }
        if (choice.path("delta").isObject()) {
            message(choice.path("delta"));
            toolCalls.delta(choice.path("delta"));
        }
        if (!choice.has("message") && !choice.has("delta")) {
            content.text(Json.text(choice, "text"));
        }
        usage(choice.path("usage"));
        ChatLogprobs.read(choice.path("logprobs"), assembly);
        choice.properties().forEach(member -> keep("choice.", KNOWN_IN_CHOICE, member.getKey(), member.getValue()));
        if (Json.has(choice, "finish_reason")) {
            finish = reason.isEmpty() ? finish : reason;
            assembly.finish(reason);
        }
    }

    private void message(JsonNode message) {
        content.thoughts(message);
        message.path("reasoning_details").forEach(reasoningDetails::add);
        content.read(message.path("content"));
        String refusal = Json.text(message, REFUSAL);
        if (!refusal.isEmpty()) {
            refused = true;
            assembly.refusal(REFUSAL, refusal);
        }
        audio.read(message.path("audio"));
        message.path("images").forEach(content::image);
        message.properties().forEach(member -> member(member.getKey(), member.getValue()));
    }

    private void member(String name, JsonNode value) {
        if (KEPT_IN_MESSAGE.contains(name) && !value.isNull()) {
            kept.put(name, value);
        } else if (value.isArray() && !KNOWN_IN_MESSAGE.contains(name)) {
            value.forEach(lists.computeIfAbsent(name, key -> Json.array())::add);
        } else {
            keep(ChatMessages.MEMBER, KNOWN_IN_MESSAGE, name, value);
        }
    }

    /** Adds what can be known only at the end. */
    private void complete() {
        if (!any && usage.isEmpty()) {
            throw MalformedAnswerException.without("choices");
        }
        if (completed) {
            return;
        }
        completed = true;
        toolCalls.complete(id);
        audio.complete();
        if (!reasoningDetails.blocks().isEmpty()) {
            kept.put("reasoning_details", reasoningDetails.blocks());
        }
        kept.forEach((name, value) ->
                assembly.content(new Content.Opaque(dialect.provider(), ChatMessages.MEMBER + name, value.toString())));
        lists.forEach((name, list) -> {
            if (!list.isEmpty()) {
                assembly.metadata(ChatMessages.MEMBER + name, list.toString());
            }
        });
        if (refused) {
            assembly.finish(FinishReason.CONTENT_FILTER, finish);
        }
    }
}
