package dev.llmops.remote.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.FinishReason;
import dev.llmops.remote.stream.WireEvent;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.DataUrls;
import dev.llmops.remote.wire.InStreamFailure;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MalformedAnswerException;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads a chat completion, whole or in chunks, of any dialect.
 *
 * <p>Of several choices the first is read. A chunk and a whole answer differ only in that the one
 * has {@code delta} where the other has {@code message}.
 */
final class ChatReader implements AnswerReader {
    private static final String DONE = "[DONE]";
    private static final String TEXT = "text";
    private static final String REASONING = "reasoning";
    private static final String REFUSAL = "refusal";

    private static final Set<String> KNOWN = Set.of(
            "id", "object", "created", "model", "choices", "usage", "obfuscation", "p", "error", "x_groq", "type");
    private static final Set<String> KNOWN_IN_CHOICE =
            Set.of("index", "delta", "message", "text", "finish_reason", "logprobs", "error");
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

    private final ChatDialect dialect;
    private final ResponseAssembly assembly;
    private final ChatToolCalls toolCalls;
    private final ChatAudio audio;
    private final ObjectNode usage = Json.object();
    private final ArrayNode reasoningDetails = Json.array();
    private final Map<String, ArrayNode> lists = new LinkedHashMap<>();
    private boolean any;
    private boolean refused;

    ChatReader(ChatDialect dialect, ResponseAssembly assembly) {
        this.dialect = dialect;
        this.assembly = assembly;
        this.toolCalls = new ChatToolCalls(assembly);
        this.audio = new ChatAudio(dialect, assembly);
    }

    @Override
    public void whole(JsonNode answer) {
        chunk("", answer);
        if (!any) {
            throw new MalformedAnswerException("no choices");
        }
        complete();
    }

    @Override
    public boolean event(WireEvent event) {
        if (event.data().strip().equals(DONE)) {
            complete();
            return true;
        }
        JsonNode chunk = Json.read(event.data());
        if (event.name().equals("error") || event.kind() == WireEvent.Kind.FAILURE) {
            throw new InStreamFailure(event.name(), event.data());
        }
        chunk(event.name(), chunk);
        return false;
    }

    @Override
    public boolean isComplete() {
        if (!assembly.isFinished() || dialect.has(ChatDialect.Trait.ENDS_WITH_DONE)) {
            return false;
        }
        complete();
        return true;
    }

    private void chunk(String name, JsonNode chunk) {
        if (Json.has(chunk, "error") || Json.text(chunk, "type").equals("error")) {
            throw new InStreamFailure(name, chunk.toString());
        }
        assembly.begin(Json.text(chunk, "id"), Json.text(chunk, "model"));
        usage(chunk.path("usage"));
        usage(chunk.path("x_groq").path("usage"));
        chunk.properties().forEach(member -> keep("", KNOWN, member.getKey(), member.getValue()));
        for (JsonNode choice : chunk.path("choices")) {
            if (choice.path("index").asInt(0) == 0) {
                any = true;
                choice(choice);
            }
        }
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
        if (Json.has(choice, "error")) {
            throw new InStreamFailure("", choice.toString());
        }
        message(choice.path("message"));
        message(choice.path("delta"));
        boolean completion = !choice.has("message") && !choice.has("delta");
        if (completion) {
            assembly.text(TEXT, Json.text(choice, "text"));
        }
        ChatLogprobs.read(choice.path("logprobs"), assembly);
        choice.properties().forEach(member -> keep("choice.", KNOWN_IN_CHOICE, member.getKey(), member.getValue()));
        JsonNode finish = choice.path("finish_reason");
        if (finish.isValueNode() && !finish.isNull()) {
            assembly.finish(finish.asText());
        }
    }

    private void message(JsonNode message) {
        if (!message.isObject()) {
            return;
        }
        String thoughts = Json.text(message, "reasoning_content");
        thoughts = thoughts.isEmpty() ? Json.text(message, "reasoning") : thoughts;
        if (!thoughts.isEmpty()) {
            assembly.reasoning(REASONING, thoughts);
        }
        message.path("reasoning_details").forEach(reasoningDetails::add);
        content(message.path("content"));
        String refusal = Json.text(message, "refusal");
        if (!refusal.isEmpty()) {
            refused = true;
            assembly.refusal(REFUSAL, refusal);
        }
        toolCalls.read(message);
        audio.read(message.path("audio"));
        message.path("images").forEach(this::image);
        message.properties().forEach(member -> {
            if (member.getValue().isArray() && !KNOWN_IN_MESSAGE.contains(member.getKey())) {
                member.getValue().forEach(lists.computeIfAbsent(member.getKey(), key -> Json.array())::add);
            } else {
                keep(ChatMessages.MEMBER, KNOWN_IN_MESSAGE, member.getKey(), member.getValue());
            }
        });
    }

    private void content(JsonNode content) {
        if (content.isTextual()) {
            assembly.text(TEXT, content.textValue());
            return;
        }
        for (JsonNode part : content) {
            String type = Json.text(part, "type");
            if (type.equals("text")) {
                assembly.text(TEXT, Json.text(part, "text"));
            } else if (type.equals("thinking")) {
                thinking(part.path("thinking"));
            } else if (type.equals("image_url")) {
                image(part);
            } else {
                assembly.opaque(type, part.toString());
            }
        }
    }

    private void thinking(JsonNode thinking) {
        if (thinking.isTextual()) {
            assembly.reasoning(REASONING, thinking.textValue());
        }
        for (JsonNode piece : thinking) {
            assembly.reasoning(REASONING, Json.text(piece, "text"));
        }
    }

    private void image(JsonNode part) {
        JsonNode address = part.path("image_url");
        String url = address.isTextual() ? address.textValue() : Json.text(address, "url");
        DataUrls.media(url, "image/png")
                .ifPresentOrElse(assembly::media, () -> assembly.opaque("image", part.toString()));
    }

    /** Adds what can be known only at the end. */
    private void complete() {
        audio.complete();
        if (!reasoningDetails.isEmpty()) {
            assembly.content(new Content.Opaque(
                    dialect.provider(), ChatMessages.MEMBER + "reasoning_details", reasoningDetails.toString()));
            reasoningDetails.removeAll();
        }
        lists.forEach((name, list) -> assembly.metadata(ChatMessages.MEMBER + name, list.toString()));
        if (refused) {
            assembly.finish(FinishReason.CONTENT_FILTER, "refusal");
            refused = false;
        }
    }
}
