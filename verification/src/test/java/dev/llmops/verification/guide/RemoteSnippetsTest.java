package dev.llmops.verification.guide;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.Polling;
import dev.llmops.api.batch.BatchItem;
import dev.llmops.api.batch.BatchJob;
import dev.llmops.api.batch.BatchResult;
import dev.llmops.api.batch.BatchResults;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.embedding.EmbeddingRequest.Purpose;
import dev.llmops.api.embedding.Reranker.Ranked;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ListedModel;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelCall;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.RateLimitedException;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.api.safety.BlockedException;
import dev.llmops.api.safety.GuardPolicy;
import dev.llmops.api.spi.StageRegistry;
import dev.llmops.api.tuning.Hyperparameters;
import dev.llmops.api.tuning.TrainingExample;
import dev.llmops.api.tuning.TrainingFile;
import dev.llmops.api.tuning.TuningEvent;
import dev.llmops.api.tuning.TuningJob;
import dev.llmops.api.tuning.TuningSpec;
import dev.llmops.core.Pipeline;
import dev.llmops.core.Pipelines;
import dev.llmops.remote.Connection;
import dev.llmops.remote.RemoteModels;
import dev.llmops.remote.Timeouts;
import dev.llmops.remote.Transport;
import dev.llmops.remote.anthropic.AnthropicClient;
import dev.llmops.remote.openai.OpenAiBatchClient;
import dev.llmops.remote.openai.OpenAiClient;
import dev.llmops.remote.openai.OpenAiEmbeddingClient;
import dev.llmops.remote.openai.OpenAiFineTuning;
import dev.llmops.remote.openai.OpenAiModeration;
import dev.llmops.remote.voyage.VoyageReranker;
import dev.llmops.testing.FaultScript;
import dev.llmops.testing.FaultServer;
import dev.llmops.testing.ReceivedRequest;
import dev.llmops.testing.ServedConnection;
import dev.llmops.testing.StatedWait;
import dev.llmops.testing.TestCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages about all remote providers show, as it stands there, against a server on this machine. */
final class RemoteSnippetsTest {
    private static final String CHAT = """
            {"choices": [{"index": 0, "finish_reason": "stop",
              "message": {"role": "assistant", "content": "P-101 and P-204."}}]}""";

    private final FaultServer server = FaultServer.start();
    private final Connection connection = Connection.builder()
            .baseUri(server.uri().toString())
            .key("not-a-key")
            .build();
    private final ModelRequest question = ModelRequest.of("Which pumps are due?");

    @AfterEach
    void closeServer() {
        server.close();
    }

    private void willAnswer(String json) {
        server.enqueue(FaultScript.json(200, json));
    }

    @Test
    void inAPipeline() {
        willAnswer(CHAT);

        // snippet: inPipeline
        OpenAiClient model =
                OpenAiClient.builder("gpt-5.2").connection(connection).build();
        Pipeline pipeline = Pipeline.builder().model(model).onClose(model).build();
        String answer = pipeline.run("Which pumps are due?").text();
        // end

        assertThat(answer).isEqualTo("P-101 and P-204.");
        pipeline.close();
    }

    @Test
    void connects() {
        UnaryOperator<String> keyOfTenant = tenant -> tenant.isEmpty() ? "house-key" : tenant + "-key";

        // snippet: connection
        Transport transport = Transport.builder().idleConnections(64).build();
        Connection toProvider = Connection.builder()
                .credentials(scope -> keyOfTenant.apply(scope.metadata().getOrDefault("tenant", "")))
                .timeouts(Timeouts.standard().withFirstByte(ofSeconds(30)).withIdle(ofSeconds(20)))
                .transport(transport)
                .header("x-application", "handbook")
                .headers(scope -> Map.of("x-call", scope.callId()))
                .build();
        // end

        willAnswer(CHAT);
        try (OpenAiClient model = OpenAiClient.builder("gpt-5.2")
                .connection(
                        toProvider.toBuilder().baseUri(server.uri().toString()).build())
                .build()) {
            assertThat(model.generate(question, ModelCall.detached()).text()).isEqualTo("P-101 and P-204.");
        }
        ReceivedRequest request = server.requests().get(0);
        assertThat(request.header("authorization")).hasValue("Bearer house-key");
        assertThat(request.header("x-application")).hasValue("handbook");
        assertThat(transport.connections()).isEqualTo(1);
        transport.close();
    }

    @Test
    void saysHowLongToWait() {
        server.enqueue(FaultScript.rateLimited(StatedWait.RETRY_AFTER_SECONDS, ofSeconds(20), Instant.now()));
        Duration wait = Duration.ZERO;
        ErrorClass failed = ErrorClass.SERVER;

        try (OpenAiClient model =
                OpenAiClient.builder("gpt-5.2").connection(connection).build()) {
            // snippet: errors
            try {
                model.generate(question, ModelCall.detached());
            } catch (RateLimitedException e) {
                wait = e.retryAfter().orElse(ofSeconds(1));
            } catch (ProviderException e) {
                failed = e.errorClass();
            }
            // end
        }

        assertThat(wait).isEqualTo(ofSeconds(20));
        assertThat(failed).isEqualTo(ErrorClass.SERVER);
    }

    @Test
    void playsFaults() {
        // snippet: faults
        server.enqueue(FaultScript.ok("text/event-stream")
                .event("{\"choices\": [{\"index\": 0, \"delta\": {\"content\": \"P-101\"}}]}")
                .cut());

        ProviderException failure;
        try (OpenAiClient model =
                OpenAiClient.builder("gpt-5.2").connection(connection).build()) {
            failure = catchThrowableOfType(ProviderException.class, () -> model.generate(question, TestCall.create()));
        }

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.TRUNCATED);
        assertThat(failure.failure().partial().orElseThrow().text()).isEqualTo("P-101");
        // end
    }

    @Test
    void seesTheClose() throws InterruptedException {
        OpenAiClient model =
                OpenAiClient.builder("gpt-5.2").connection(connection).build();
        List<Throwable> thrown = new ArrayList<>();

        // snippet: cancel
        server.enqueue(FaultScript.ok("text/event-stream").stall());
        TestCall call = TestCall.create();
        Thread caller = new Thread(() -> {
            try {
                model.generate(question, call);
            } catch (CallCancelledException e) {
                thrown.add(e);
            }
        });
        caller.start();
        server.awaitStalled(1);
        call.cancel();

        ServedConnection.End end = server.connection(0).awaitEnd();
        // end

        caller.join();
        assertThat(end.cause()).isIn(ServedConnection.Cause.CLIENT_CLOSED, ServedConnection.Cause.CLIENT_RESET);
        assertThat(thrown).hasSize(1);
        model.close();
    }

    @Test
    void countsAndLists() {
        willAnswer("{\"input_tokens\": 14}");
        willAnswer("{\"object\": \"list\", \"data\": [{\"id\": \"gpt-5.2\", \"object\": \"model\"}]}");

        // snippet: counting
        TokenCounter.Count count;
        try (AnthropicClient model = AnthropicClient.builder("claude-sonnet-4-6")
                .connection(connection)
                .build()) {
            count = model.count(question, CallControl.detached());
        }
        List<ListedModel> models;
        try (RemoteModels catalog = RemoteModels.openAi(connection)) {
            models = catalog.models(CallControl.detached());
        }
        // end

        assertThat(count.tokens()).isEqualTo(14);
        assertThat(models.get(0).id()).isEqualTo("gpt-5.2");
    }

    @Test
    void moderates() {
        willAnswer("""
                {"id": "m", "model": "omni-moderation-latest", "results": [{"flagged": true,
                  "categories": {"violence": true}, "category_scores": {"violence": 0.97}}]}""");
        ModelClient model = (request, call) -> ModelResponse.of("never asked");

        // snippet: moderation
        OpenAiModeration topics =
                OpenAiModeration.builder().connection(connection).threshold(0.8).build();
        Pipeline pipeline = Pipeline.builder()
                .guard(topics, GuardPolicy.block())
                .model(model)
                .onClose(topics)
                .build();
        // end

        BlockedException blocked = catchThrowableOfType(BlockedException.class, () -> pipeline.run("Hurt them."));
        assertThat(blocked.findings()).hasSize(1);
        pipeline.close();
    }

    @Test
    void batches() {
        willAnswer("{\"id\": \"file-1\", \"object\": \"file\"}");
        willAnswer("{\"id\": \"batch-1\", \"status\": \"validating\", \"input_file_id\": \"file-1\"}");
        willAnswer("""
                {"id": "batch-1", "status": "completed", "input_file_id": "file-1", "output_file_id": "file-2",
                  "request_counts": {"total": 2, "completed": 1, "failed": 0}}""");
        String line =
                "{\"id\": \"r\", \"custom_id\": \"p-101\", \"error\": null, \"response\": {\"status_code\": 200, \"body\": "
                        + CHAT.replace("\n", "") + "}}";
        server.enqueue(FaultScript.ok("application/jsonl").line(line));
        List<BatchItem> items = List.of(
                new BatchItem("p-101", ModelRequest.of("When is P-101 due?")),
                new BatchItem("p-204", ModelRequest.of("When is P-204 due?")));
        List<String> answers = new ArrayList<>();
        List<String> again = new ArrayList<>();

        // snippet: batch
        CallControl control = CallControl.detached();
        try (OpenAiBatchClient batches =
                OpenAiBatchClient.builder("gpt-5.2").connection(connection).build()) {
            BatchJob job = batches.submit(items, Map.of("run", "nightly"), control);

            BatchJob ended = batches.awaitEnd(job.id(), Polling.every(ofMillis(1)), control);
            try (BatchResults results = batches.results(ended, control).complete(List.of("p-101", "p-204"))) {
                results.forEachRemaining(result -> {
                    if (result instanceof BatchResult.Succeeded succeeded) {
                        answers.add(succeeded.answer().text());
                    } else {
                        again.add(result.customId());
                    }
                });
            }
        }
        // end

        assertThat(answers).containsExactly("P-101 and P-204.");
        assertThat(again).containsExactly("p-204");
    }

    @Test
    void tunes() {
        willAnswer("{\"id\": \"file-1\", \"filename\": \"examples.jsonl\", \"bytes\": 90, \"status\": \"processed\"}");
        willAnswer("{\"id\": \"job-1\", \"status\": \"queued\", \"model\": \"gpt-4.1-mini\"}");
        server.onEveryRequest(request -> FaultScript.json(
                200,
                request.path().endsWith("/events")
                        ? "{\"data\": [{\"id\": \"e1\", \"level\": \"info\", \"message\": \"started\"}]}"
                        : """
                                {"id": "job-1", "status": "succeeded", "model": "gpt-4.1-mini",
                                  "fine_tuned_model": "ft:gpt-4.1-mini:house"}"""));
        List<String> log = new ArrayList<>();

        // snippet: tuning
        List<TrainingExample> examples = List.of(TrainingExample.conversation(
                Message.user("When is P-101 due?"), Message.assistant("After 4,000 hours.")));
        CallControl control = CallControl.detached();
        String newModel;
        try (OpenAiFineTuning tuning = OpenAiFineTuning.on(connection)) {
            TrainingFile file = tuning.upload(examples, control);
            TuningJob job = tuning.create(
                    TuningSpec.builder("gpt-4.1-mini", file.id())
                            .hyperparameters(Hyperparameters.builder().epochs(3).build())
                            .suffix("pumps")
                            .build(),
                    control);

            TuningJob ended = tuning.follow(
                    job.id(), Polling.every(ofMillis(1)), (TuningEvent event) -> log.add(event.message()), control);
            newModel = ended.resultModel().orElseThrow();
        }
        // end

        assertThat(newModel).isEqualTo("ft:gpt-4.1-mini:house");
        assertThat(log).containsExactly("started");
    }

    @Test
    void embedsAndRanks() {
        willAnswer("""
                {"object": "list", "model": "text-embedding-3-small", "data": [
                  {"object": "embedding", "index": 0, "embedding": [1.0, 0.0]},
                  {"object": "embedding", "index": 1, "embedding": [0.0, 1.0]}]}""");
        willAnswer("""
                {"object": "list", "data": [{"index": 1, "relevance_score": 0.9},
                  {"index": 0, "relevance_score": 0.2}]}""");

        // snippet: embeddings
        List<String> texts = List.of("Pump P-101 stands in hall 2.", "Pump P-101 is serviced every 4,000 hours.");
        List<float[]> vectors;
        try (OpenAiEmbeddingClient embeddings = OpenAiEmbeddingClient.builder("text-embedding-3-small")
                .connection(connection)
                .build()) {
            vectors = embeddings
                    .embed(EmbeddingRequest.of(texts, Purpose.DOCUMENT), CallControl.detached())
                    .vectors();
        }
        List<Ranked> ranked;
        try (VoyageReranker reranker =
                VoyageReranker.builder("rerank-2.5").connection(connection).build()) {
            ranked = reranker.rerank("When is P-101 due?", texts, CallControl.detached());
        }
        // end

        assertThat(vectors).hasSize(2);
        assertThat(ranked.get(0).index()).isEqualTo(1);
    }

    @Test
    void everyPipelineFileOfThePagesLoads(@TempDir Path folder) throws IOException {
        Pattern block = Pattern.compile("^```yaml\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
        List<Path> pages;
        try (Stream<Path> files = Files.list(Path.of("../docs/providers"))) {
            pages = files.sorted().toList();
        }

        int loaded = 0;
        for (Path page : pages) {
            Matcher matcher = block.matcher(Files.readString(page));
            while (matcher.find()) {
                Path file = Files.writeString(folder.resolve("pipeline-" + loaded + ".yaml"), matcher.group(1));
                try (Pipeline pipeline = Pipelines.load(
                        file, StageRegistry.load(getClass().getClassLoader()), variable -> "not-a-key")) {
                    assertThat(pipeline.describe()).as("%s", page).contains("model");
                }
                loaded++;
            }
        }

        assertThat(loaded).isGreaterThan(10);
    }
}
