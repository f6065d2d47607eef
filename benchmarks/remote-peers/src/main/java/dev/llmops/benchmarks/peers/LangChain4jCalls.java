package dev.llmops.benchmarks.peers;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/** Calls by LangChain4j with its defaults; whether streamed in, how many characters came out. */
public final class LangChain4jCalls implements ToIntFunction<Boolean> {
    private final OpenAiChatModel whole;
    private final OpenAiStreamingChatModel streaming;
    private final List<ChatMessage> messages;

    /** Creates a client of a server that answers whole under {@code /whole} and streams under {@code /stream}. */
    public LangChain4jCalls(String uri, String model, String system, String question) {
        this.whole = OpenAiChatModel.builder()
                .baseUrl(uri + "/whole")
                .apiKey("none")
                .modelName(model)
                .build();
        this.streaming = OpenAiStreamingChatModel.builder()
                .baseUrl(uri + "/stream")
                .apiKey("none")
                .modelName(model)
                .build();
        this.messages = List.of(SystemMessage.from(system), UserMessage.from(question));
    }

    @Override
    public int applyAsInt(Boolean streamed) {
        return streamed ? stream() : whole.chat(messages).aiMessage().text().length();
    }

    private int stream() {
        AtomicInteger characters = new AtomicInteger();
        CompletableFuture<ChatResponse> end = new CompletableFuture<>();
        streaming.chat(messages, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String text) {
                characters.addAndGet(text.length());
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                end.complete(response);
            }

            @Override
            public void onError(Throwable failure) {
                end.completeExceptionally(failure);
            }
        });
        end.join();
        return characters.get();
    }
}
