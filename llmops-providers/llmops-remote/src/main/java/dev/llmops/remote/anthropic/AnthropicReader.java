package dev.llmops.remote.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.remote.stream.WireEvent;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.InStreamFailure;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MalformedAnswerException;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads a message, whole or in events. A whole one is read as the events that it would be. */
final class AnthropicReader implements AnswerReader {
    private static final Set<String> KNOWN =
            Set.of("id", "type", "role", "model", "content", "usage", "stop_reason", "delta", "message");

    private final ResponseAssembly assembly;
    private final AnthropicCitations citations;
    private final Map<Integer, AnthropicBlock> open = new LinkedHashMap<>();
    private final ObjectNode usage = Json.object();

    AnthropicReader(ResponseAssembly assembly, AnthropicCitations citations) {
        this.assembly = assembly;
        this.citations = citations;
    }

    @Override
    public void whole(JsonNode answer) {
        failIfError("", answer);
        if (!answer.path("content").isArray()) {
            throw MalformedAnswerException.without("content");
        }
        message(answer);
        stop(answer);
    }

    @Override
    public boolean event(WireEvent event) {
        JsonNode data = Json.read(event.data());
        String named = Json.text(data, "type");
        String type = named.isEmpty() ? event.name() : named;
        if (event.kind() == WireEvent.Kind.FAILURE || event.name().equals("error")) {
            throw new InStreamFailure(event.name(), event.data());
        }
        failIfError(event.name(), data);
        switch (type) {
            case "message_start" -> message(data.path("message"));
            case "content_block_start" -> start(index(data), data.path("content_block"));
            case "content_block_delta" -> delta(data);
            case "content_block_stop" -> stop(index(data));
            case "message_delta" -> {
                stop(data.path("delta"));
                usage(data.path("usage"));
                keep(data);
            }
            case "message_stop" -> {
                stopAll();
                return true;
            }
            case "ping" -> {
                // Keeps the connection open, and says nothing.
            }
            default -> assembly.unknownEvent(type, event.data());
        }
        return false;
    }

    /** {@return false: a message that was not stopped has broken off} */
    @Override
    public boolean isComplete() {
        return false;
    }

    private static void failIfError(String name, JsonNode data) {
        if (Json.has(data, "error") || Json.text(data, "type").equals("error")) {
            throw new InStreamFailure(name, data.toString());
        }
    }

    private void message(JsonNode message) {
        assembly.begin(Json.text(message, "id"), Json.text(message, "model"));
        usage(message.path("usage"));
        keep(message);
        int index = 0;
        for (JsonNode block : message.path("content")) {
            start(index, block);
            stop(index++);
        }
    }

    private static int index(JsonNode data) {
        return Json.integer(data, "index").orElse(0);
    }

    private void start(int index, JsonNode block) {
        stop(index);
        if (block instanceof ObjectNode object) {
            open.put(index, new AnthropicBlock(object, assembly, citations));
        }
    }

    private void delta(JsonNode data) {
        AnthropicBlock block = open.get(index(data));
        if (block == null) {
            assembly.unknownEvent("content_block_delta", data.toString());
        } else {
            block.delta(data.path("delta"));
        }
    }

    private void stop(int index) {
        AnthropicBlock block = open.remove(index);
        if (block != null) {
            block.stop();
        }
    }

    private void stopAll() {
        open.values().forEach(AnthropicBlock::stop);
        open.clear();
    }

    private void stop(JsonNode delta) {
        keep(delta);
        String reason = Json.text(delta, "stop_reason");
        if (!reason.isEmpty()) {
            assembly.finish(reason);
        }
    }

    private void keep(JsonNode node) {
        node.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (!KNOWN.contains(member.getKey()) && !value.isNull()) {
                assembly.metadata(member.getKey(), value.isTextual() ? value.textValue() : value.toString());
            }
        });
    }

    private void usage(JsonNode newest) {
        // What is told later stands for all of it, and replaces what was told before.
        newest.properties().forEach(member -> {
            if (!member.getValue().isNull()) {
                usage.set(member.getKey(), member.getValue());
            }
        });
        if (!usage.isEmpty()) {
            assembly.usage(AnthropicUsage.read(usage));
        }
    }
}
