package dev.llmops.remote.faults;

import dev.llmops.api.CallControl;
import dev.llmops.api.batch.BatchResults;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.tuning.TrainingExample;
import dev.llmops.remote.Connection;
import dev.llmops.remote.RemoteModels;
import dev.llmops.remote.anthropic.AnthropicClient;
import dev.llmops.remote.cohere.CohereClient;
import dev.llmops.remote.cohere.CohereReranker;
import dev.llmops.remote.gemini.GeminiClient;
import dev.llmops.remote.ollama.OllamaClient;
import dev.llmops.remote.openai.OpenAiBatchClient;
import dev.llmops.remote.openai.OpenAiClient;
import dev.llmops.remote.openai.OpenAiEmbeddingClient;
import dev.llmops.remote.openai.OpenAiFineTuning;
import dev.llmops.remote.openai.OpenAiModeration;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.TestCall;
import dev.llmops.testing.TestContext;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A kind of call of this module, and a good answer to it. */
enum CallFamily {
    CHAT(
            Shape.WHOLE,
            "{\"id\":\"c-1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                    + "\"content\":\"Grüße\"},\"finish_reason\":\"stop\"}]}") {
        @Override
        void call(Connection connection) {
            ask(OpenAiClient.builder("m").connection(connection).build(), silent());
        }
    },
    STREAMED_CHAT(Shape.MARKED, """
            data: {"id":"c-1","choices":[{"index":0,"delta":{"content":"Grüße"}}]}

            data: {"id":"c-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]

            """) {
        @Override
        void call(Connection connection) {
            ask(OpenAiClient.builder("m").connection(connection).build(), TestCall.create());
        }
    },
    STREAMED_ANTHROPIC(
            Shape.MARKED,
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m-1\",\"model\":\"m\","
                    + "\"content\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n"
                    + "data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\","
                    + "\"text\":\"\"}}\n\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                    + "{\"type\":\"text_delta\",\"text\":\"Grüße\"}}\n\n"
                    + "data: {\"type\":\"content_block_stop\",\"index\":0}\n\ndata: {\"type\":\"message_delta\","
                    + "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}\n\n"
                    + "data: {\"type\":\"message_stop\"}\n\n") {
        @Override
        void call(Connection connection) {
            ask(AnthropicClient.builder("m").connection(connection).build(), TestCall.create());
        }
    },
    STREAMED_COHERE(
            Shape.MARKED,
            "data: {\"type\":\"message-start\",\"id\":\"m-1\",\"delta\":{\"message\":{\"role\":\"assistant\"}}}\n\n"
                    + "data: {\"type\":\"content-start\",\"index\":0,\"delta\":{\"message\":{\"content\":"
                    + "{\"type\":\"text\",\"text\":\"\"}}}}\n\ndata: {\"type\":\"content-delta\",\"index\":0,\"delta\":"
                    + "{\"message\":{\"content\":{\"text\":\"Grüße\"}}}}\n\n"
                    + "data: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"COMPLETE\"}}\n\n") {
        @Override
        void call(Connection connection) {
            ask(CohereClient.builder("m").connection(connection).build(), TestCall.create());
        }
    },
    STREAMED_OLLAMA(
            Shape.MARKED,
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Grüße\"},\"done\":false}\n"
                    + "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,"
                    + "\"done_reason\":\"stop\"}\n") {
        @Override
        void call(Connection connection) {
            ask(OllamaClient.builder("m").connection(connection).build(), TestCall.create());
        }
    },
    STREAMED_GEMINI(
            Shape.UNMARKED,
            "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Grüße\"}]},\"index\":0}]}"
                    + "\n\ndata: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"!\"}]},"
                    + "\"finishReason\":\"STOP\",\"index\":0}]}\n\n") {
        @Override
        void call(Connection connection) {
            ask(GeminiClient.builder("m").connection(connection).build(), TestCall.create());
        }
    },
    EMBEDDINGS(
            Shape.WHOLE,
            "{\"object\":\"list\",\"model\":\"ü\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5,1]}],"
                    + "\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}") {
        @Override
        void call(Connection connection) {
            try (OpenAiEmbeddingClient client =
                    OpenAiEmbeddingClient.builder("m").connection(connection).build()) {
                client.embed(EmbeddingRequest.of(QUESTION, EmbeddingRequest.Purpose.QUERY), CONTROL);
            }
        }
    },
    RERANKING(
            Shape.WHOLE,
            "{\"id\":\"ü-1\",\"results\":[{\"index\":0,\"relevance_score\":0.5}],\"meta\":{\"billed\":1}}") {
        @Override
        void call(Connection connection) {
            try (CohereReranker client =
                    CohereReranker.builder("m").connection(connection).build()) {
                client.rerank(QUESTION, List.of("a"), CONTROL);
            }
        }
    },
    MODERATION(
            Shape.WHOLE,
            "{\"id\":\"ü-1\",\"model\":\"m\",\"results\":[{\"flagged\":false,\"categories\":{\"hate\":false},"
                    + "\"category_scores\":{\"hate\":0.01}}]}") {
        @Override
        void call(Connection connection) {
            try (OpenAiModeration client =
                    OpenAiModeration.builder().connection(connection).build()) {
                client.inspect(Segment.output(QUESTION), TestContext.create());
            }
        }
    },
    BATCH(
            Shape.WHOLE,
            "{\"id\":\"batch_1\",\"object\":\"batch\",\"status\":\"completed\",\"output_file_id\":\"file-out\","
                    + "\"metadata\":{\"run\":\"ü\"},\"request_counts\":{\"total\":1,\"completed\":1,\"failed\":0}}") {
        @Override
        void call(Connection connection) {
            try (OpenAiBatchClient client =
                    OpenAiBatchClient.builder("m").connection(connection).build()) {
                client.status("batch_1", CONTROL);
            }
        }
    },
    BATCH_RESULTS(Shape.LINES, line("a") + line("b")) {
        @Override
        FaultScript before() {
            // A request on a connection of the pool may go out twice; this is about the one that is left.
            return BATCH.answer().header("connection", "close");
        }

        @Override
        void call(Connection connection) {
            try (OpenAiBatchClient client = OpenAiBatchClient.builder("m")
                            .connection(connection)
                            .build();
                    BatchResults results = client.results(client.status("batch_1", CONTROL), CONTROL)) {
                while (results.hasNext()) {
                    results.next();
                }
            }
        }
    },
    UPLOAD(
            Shape.WHOLE,
            "{\"id\":\"file-1\",\"object\":\"file\",\"filename\":\"ü\",\"purpose\":\"fine-tune\",\"status\":\"processed\","
                    + "\"bytes\":10}") {
        @Override
        void call(Connection connection) {
            try (OpenAiFineTuning client = OpenAiFineTuning.on(connection)) {
                TrainingExample example =
                        TrainingExample.conversation(Message.user(QUESTION), Message.assistant("Nowhere."));
                client.upload(List.of(example), CONTROL);
            }
        }
    },
    FILE(Shape.WHOLE, UPLOAD.body) {
        @Override
        void call(Connection connection) {
            try (OpenAiFineTuning client = OpenAiFineTuning.on(connection)) {
                client.file("file-1", CONTROL);
            }
        }
    },
    MODELS(Shape.WHOLE, "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"object\":\"model\",\"owned_by\":\"ü\"}]}") {
        @Override
        void call(Connection connection) {
            try (RemoteModels models = RemoteModels.openAi(connection)) {
                models.models(CONTROL);
            }
        }
    };

    static final String QUESTION = "Where did Xanthippe Quux hide the keys?";

    private static final CallControl CONTROL = CallControl.detached();

    /** How an answer is put together, and so how its end is known. */
    enum Shape {
        /** One JSON value. */
        WHOLE,
        /** Events, the last of which says so. */
        MARKED,
        /** Events, and then nothing. */
        UNMARKED,
        /** Lines that stand for themselves. */
        LINES
    }

    final Shape shape;
    final String body;

    CallFamily(Shape shape, String body) {
        this.shape = shape;
        this.body = body;
    }

    /** Makes one call with a client of its own, and fails as it does. */
    abstract void call(Connection connection);

    /** {@return what is answered to the request before the one that matters; that request too if there is no other} */
    FaultScript before() {
        return answer();
    }

    /** {@return the beginning of an answer} */
    FaultScript begun() {
        boolean isLines = shape == Shape.LINES || this == STREAMED_OLLAMA;
        boolean isStream = shape == Shape.MARKED || shape == Shape.UNMARKED;
        return FaultScript.ok(isLines ? "application/x-ndjson" : isStream ? "text/event-stream" : "application/json");
    }

    /** {@return a good answer, of stated length} */
    FaultScript answer() {
        return begun().text(body).sized();
    }

    /** {@return how many bytes of the body come before the first character that has more than one, and its first} */
    int withinCharacter() {
        return body.substring(0, body.indexOf('ü')).getBytes(StandardCharsets.UTF_8).length + 1;
    }

    /** {@return how many bytes the body has} */
    int length() {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void ask(ModelClient client, TestCall call) {
        client.generate(ModelRequest.of(QUESTION), call);
    }

    private static TestCall silent() {
        return TestCall.builder().silent().build();
    }

    private static String line(String id) {
        return "{\"id\":\"r\",\"custom_id\":\"" + id + "\",\"response\":{\"status_code\":200,\"body\":{\"id\":\"c-1\","
                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Grüße\"},"
                + "\"finish_reason\":\"stop\"}]}},\"error\":null}\n";
    }
}
