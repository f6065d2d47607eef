package dev.llmops.benchmarks.remote;

import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.remote.Connection;
import dev.llmops.remote.openai.OpenAiClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/** Calls by this library with its defaults; whether streamed in, how many characters came out. */
public final class OwnCalls implements ToIntFunction<Boolean> {
    private final OpenAiClient whole;
    private final OpenAiClient streaming;
    private final ModelRequest request;

    /** Creates a client of a server that answers whole under {@code /whole} and streams under {@code /stream}. */
    public OwnCalls(String uri, String model, String system, String question) {
        this.whole = client(uri + "/whole", model);
        this.streaming = client(uri + "/stream", model);
        this.request = ModelRequest.of(List.of(Message.system(system), Message.user(question)));
    }

    private static OpenAiClient client(String uri, String model) {
        return OpenAiClient.builder(model)
                .connection(Connection.builder().baseUri(uri).key("none").build())
                .build();
    }

    @Override
    public int applyAsInt(Boolean streamed) {
        if (!streamed) {
            return whole.generate(request, ModelCall.detached()).text().length();
        }
        AtomicInteger characters = new AtomicInteger();
        streaming.generate(request, new Reading(true, text -> characters.addAndGet(text.length())));
        return characters.get();
    }
}
