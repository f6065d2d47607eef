package dev.llmops.remote.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.GenerationOptions;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelInfo;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.remote.stream.WireEvent;
import dev.llmops.remote.wire.AnswerReader;
import dev.llmops.remote.wire.Encoding;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.MalformedAnswerException;
import dev.llmops.remote.wire.ResponseAssembly;
import java.util.ArrayList;
import java.util.List;

/** Writes a request and reads an answer in one dialect, without a transport. */
final class ChatTrial {
    private final ChatDialect dialect;
    private final List<ModelEvent> events = new ArrayList<>();

    ChatTrial(ChatDialect dialect) {
        this.dialect = dialect;
    }

    static ChatTrial common() {
        return new ChatTrial(ChatDialect.common("test"));
    }

    JsonNode body(ModelRequest request) {
        return body(request, encoding(false));
    }

    JsonNode body(GenerationOptions options) {
        return body(ModelRequest.of("Hello").withOptions(options));
    }

    JsonNode body(ModelRequest request, Encoding encoding) {
        return new ChatProtocol(dialect).encode(request, encoding).body();
    }

    static Encoding encoding(boolean lenient) {
        return new Encoding(ModelInfo.builder("test", "model-1").build(), false, lenient);
    }

    static Encoding streaming() {
        return new Encoding(ModelInfo.builder("test", "model-1").build(), true, false);
    }

    ModelResponse whole(String json) {
        ResponseAssembly assembly = assembly();
        reader(assembly).whole(Json.read(json));
        return assembly.build();
    }

    /** {@return what a stream of {@code data} adds up to; fails unless it is complete} */
    ModelResponse stream(String... data) {
        ResponseAssembly assembly = assembly();
        AnswerReader reader = reader(assembly);
        boolean done = false;
        for (String each : data) {
            done = reader.event(WireEvent.of("", each));
        }
        if (!done && !reader.isComplete()) {
            throw new MalformedAnswerException("not-complete", "It is not complete.");
        }
        return assembly.build();
    }

    /** {@return what a stream of deltas adds up to, which ends as the format wants} */
    ModelResponse deltas(String... deltas) {
        List<String> data = new ArrayList<>();
        for (String delta : deltas) {
            data.add(chunk(delta, "null"));
        }
        data.add(chunk("{}", "\"stop\""));
        data.add("[DONE]");
        return stream(data.toArray(String[]::new));
    }

    static String chunk(String delta, String finish) {
        return "{\"id\":\"c-1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":"
                + finish + "}]}";
    }

    static String answer(String message, String finish) {
        return "{\"id\":\"c-1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":" + message
                + ",\"finish_reason\":\"" + finish + "\"}]}";
    }

    List<ModelEvent> events() {
        return events;
    }

    private ResponseAssembly assembly() {
        return new ResponseAssembly(dialect.provider(), events::add);
    }

    private AnswerReader reader(ResponseAssembly assembly) {
        return new ChatProtocol(dialect).reader(ModelRequest.of("Hello"), assembly);
    }
}
