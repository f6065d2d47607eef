package dev.llmops.benchmarks.peers;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Calls by Spring AI with its defaults; whether streamed in, how many characters came out. */
public final class SpringAiCalls implements ToIntFunction<Boolean> {
    private final OpenAiChatModel whole;
    private final OpenAiChatModel streaming;
    private final Prompt prompt;

    /** Creates a client of a server that answers whole under {@code /whole} and streams under {@code /stream}. */
    public SpringAiCalls(String uri, String model, String system, String question) {
        this.whole = model(uri + "/whole", model);
        this.streaming = model(uri + "/stream", model);
        this.prompt = new Prompt(List.of(new SystemMessage(system), new UserMessage(question)));
    }

    private static OpenAiChatModel model(String uri, String model) {
        return OpenAiChatModel.builder()
                .options(OpenAiChatOptions.builder()
                        .baseUrl(uri)
                        .apiKey("none")
                        .model(model)
                        .build())
                .build();
    }

    @Override
    public int applyAsInt(Boolean streamed) {
        if (!streamed) {
            return length(whole.call(prompt));
        }
        AtomicInteger characters = new AtomicInteger();
        streaming
                .stream(prompt)
                .doOnNext(response -> characters.addAndGet(length(response)))
                .blockLast();
        return characters.get();
    }

    private static int length(ChatResponse response) {
        if (response.getResult() == null || response.getResult().getOutput().getText() == null) {
            return 0;
        }
        return response.getResult().getOutput().getText().length();
    }
}
