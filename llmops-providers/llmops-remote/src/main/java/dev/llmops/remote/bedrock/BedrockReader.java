package dev.llmops.remote.bedrock;

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

/** Reads an answer of Converse, whole or in events. */
final class BedrockReader implements AnswerReader {
    private static final Set<String> KNOWN = Set.of("output", "stopReason", "usage", "role", "p");

    private final ResponseAssembly assembly;
    private final Map<Integer, BedrockBlock> open = new LinkedHashMap<>();
    private boolean stopped;

    BedrockReader(ResponseAssembly assembly) {
        this.assembly = assembly;
    }

    @Override
    public void whole(JsonNode answer) {
        JsonNode content = answer.path("output").path("message").path("content");
        if (!content.isArray()) {
            throw MalformedAnswerException.without("content");
        }
        for (JsonNode block : content) {
            new BedrockBlock(assembly).whole(block);
        }
        stop(answer);
        usage(answer);
    }

    @Override
    public boolean event(WireEvent event) {
        if (event.kind() == WireEvent.Kind.FAILURE) {
            throw new InStreamFailure(event.name(), event.data());
        }
        JsonNode data = Json.read(event.data());
        switch (event.name()) {
            case "messageStart" -> {
                // Says who speaks, which is known.
            }
            case "contentBlockStart" -> block(data).start(data.path("start"));
            case "contentBlockDelta" -> block(data).delta(data.path("delta"));
            case "contentBlockStop" -> close(index(data));
            case "messageStop" -> {
                open.values().forEach(BedrockBlock::stop);
                open.clear();
                stopped = true;
                stop(data);
            }
            case "metadata" -> {
                usage(data);
                keep(data);
                return stopped;
            }
            default -> assembly.unknownEvent(event.name(), event.data());
        }
        return false;
    }

    /** {@return whether the message was stopped: what it cost is told after that, and may be missing} */
    @Override
    public boolean isComplete() {
        return stopped;
    }

    private static int index(JsonNode data) {
        return Json.integer(data, "contentBlockIndex").orElse(0);
    }

    private BedrockBlock block(JsonNode data) {
        return open.computeIfAbsent(index(data), index -> new BedrockBlock(assembly));
    }

    private void close(int index) {
        BedrockBlock block = open.remove(index);
        if (block != null) {
            block.stop();
        }
    }

    private void stop(JsonNode node) {
        keep(node);
        String reason = Json.text(node, "stopReason");
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

    private void usage(JsonNode node) {
        if (node.path("usage") instanceof ObjectNode usage) {
            assembly.usage(BedrockUsage.read(usage));
        }
    }
}
