package dev.llmops.remote.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Polling;
import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.Role;
import dev.llmops.api.model.ToolCall;
import dev.llmops.api.model.ToolSpec;
import dev.llmops.api.model.UnsupportedCapabilityException;
import dev.llmops.api.tuning.Hyperparameters;
import dev.llmops.api.tuning.TrainingExample;
import dev.llmops.api.tuning.TrainingFile;
import dev.llmops.api.tuning.TrainingMessage;
import dev.llmops.api.tuning.TuningCheckpoint;
import dev.llmops.api.tuning.TuningEvent;
import dev.llmops.api.tuning.TuningEvent.Level;
import dev.llmops.api.tuning.TuningJob;
import dev.llmops.api.tuning.TuningMethod;
import dev.llmops.api.tuning.TuningSpec;
import dev.llmops.api.tuning.TuningState;
import dev.llmops.remote.files.JsonServer;
import dev.llmops.remote.specs.OpenAiSpec;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OpenAiFineTuningTest {
    private static final CallControl CONTROL = CallControl.detached();
    private static final String FILE =
            "{\"id\":\"file-1\",\"object\":\"file\",\"bytes\":120,\"filename\":\"examples.jsonl\",\"status\":\"processed\"}";

    private final JsonServer server = new JsonServer();
    private final OpenAiFineTuning tuning = OpenAiFineTuning.on(server.connection("/v1"));

    @AfterEach
    void close() {
        tuning.close();
        server.close();
    }

    @Test
    void uploadsAFileAsItIs(@TempDir Path folder) throws IOException {
        server.answers(FILE);
        Path file =
                Files.writeString(folder.resolve("my \"data\".jsonl"), "{\"messages\":[]}\n{\"é\":\"\uD83D\uDE00\"}");

        TrainingFile uploaded = tuning.upload(file, CONTROL);

        JsonServer.Sent sent = server.sent();
        assertThat(sent.line()).isEqualTo("POST /v1/files");
        assertThat(sent.part("purpose")).isEqualTo("fine-tune");
        assertThat(sent.part("file")).isEqualTo("{\"messages\":[]}\n{\"é\":\"\uD83D\uDE00\"}");
        assertThat(sent.body()).contains("filename=\"my %22data%22.jsonl\"");
        assertThat(uploaded)
                .isEqualTo(new TrainingFile("file-1", "examples.jsonl", 120, TrainingFile.State.READY, "processed"));
    }

    @Test
    void refusesFilesThatAreNotThereOrEmpty(@TempDir Path folder) throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.jsonl"));

        assertThatThrownBy(() -> tuning.upload(empty, CONTROL))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("empty.jsonl");
        assertThatThrownBy(() -> tuning.upload(folder.resolve("none.jsonl"), CONTROL))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> tuning.upload(folder, CONTROL)).isInstanceOf(InvalidInputException.class);
        assertThat(server.requests()).isZero();
    }

    @Test
    void writesConversationsWithWeightsToolsAndResults() {
        server.answers(FILE);
        ToolCall call = new ToolCall("call_1", "weather", "{\"city\":\"Paris\"}");
        TrainingExample example = new TrainingExample.Conversation(
                List.of(
                        TrainingMessage.of(Message.system("Be brief.")),
                        TrainingMessage.of(Message.user("Hi")),
                        TrainingMessage.contextOnly(Message.assistant("Hello there, dear friend")),
                        TrainingMessage.of(Message.user("Weather?")),
                        TrainingMessage.of(Message.of(Role.ASSISTANT, List.of(new Content.ToolUse(call)))),
                        TrainingMessage.of(Message.tool(Content.ToolResult.of(call, "Sun"))),
                        TrainingMessage.of(Message.assistant("Sun."))),
                List.of(ToolSpec.of("weather", "Tells the weather.", "{\"type\":\"object\"}")));

        tuning.upload(List.of(example), CONTROL);

        JsonNode line = Json.read(server.sent().part("file"));
        assertThat(line).isEqualTo(Json.read("""
                {"messages":[
                  {"role":"system","content":"Be brief."},
                  {"role":"user","content":"Hi"},
                  {"role":"assistant","content":"Hello there, dear friend","weight":0},
                  {"role":"user","content":"Weather?"},
                  {"role":"assistant","tool_calls":[{"id":"call_1","type":"function",
                    "function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}}]},
                  {"role":"tool","tool_call_id":"call_1","content":"Sun"},
                  {"role":"assistant","content":"Sun."}],
                 "tools":[{"type":"function","function":{"name":"weather","description":"Tells the weather.",
                   "parameters":{"type":"object"}}}]}
                """));
    }

    @Test
    void writesPreferences() {
        server.answers(FILE);

        tuning.upload(
                List.of(TrainingExample.preference(
                        List.of(Message.user("Hi")), Message.assistant("Hello!"), Message.assistant("What?"))),
                CONTROL);

        assertThat(Json.read(server.sent().part("file"))).isEqualTo(Json.read("""
                {"input":{"messages":[{"role":"user","content":"Hi"}]},
                 "preferred_output":[{"role":"assistant","content":"Hello!"}],
                 "non_preferred_output":[{"role":"assistant","content":"What?"}]}
                """));
    }

    @Test
    void sendsNothingIfExamplesAreMixedOrMissing() {
        List<TrainingExample> mixed = List.of(
                TrainingExample.conversation(Message.user("Hi"), Message.assistant("Yo")),
                TrainingExample.preference(
                        List.of(Message.user("Hi")), Message.assistant("Hello!"), Message.assistant("What?")));

        assertThatThrownBy(() -> tuning.upload(mixed, CONTROL)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> tuning.upload(List.<TrainingExample>of(), CONTROL))
                .isInstanceOf(InvalidInputException.class);
        assertThat(server.requests()).isZero();
    }

    static Stream<TuningSpec> specs() {
        Hyperparameters some = Hyperparameters.builder()
                .epochs(3)
                .batchSize(8)
                .learningRateMultiplier(0.5)
                .build();
        return Stream.of(
                TuningSpec.builder("gpt-4.1-mini", "file-1").build(),
                TuningSpec.builder("gpt-4.1-mini", "file-1")
                        .validationFile("file-2")
                        .hyperparameters(some)
                        .suffix("support")
                        .seed(7)
                        .label("team", "search")
                        .build(),
                TuningSpec.builder("gpt-4.1-mini", "file-1")
                        .method(TuningMethod.PREFERENCE)
                        .hyperparameters(Hyperparameters.builder().beta(0.1).build())
                        .build(),
                TuningSpec.builder("o4-mini", "file-1")
                        .providerOptions(OpenAiTuningOptions.builder()
                                .weightsAndBiases("project", "run", "nightly")
                                .reinforcement("{\"type\":\"string_check\",\"name\":\"same\",\"operation\":\"eq\","
                                        + "\"input\":\"{{sample.output_text}}\",\"reference\":\"{{item.answer}}\"}")
                                .build())
                        .build());
    }

    @ParameterizedTest
    @MethodSource("specs")
    void createsWhatThePublishedSchemaAllows(TuningSpec spec) {
        OpenAiSpec published = OpenAiSpec.open();
        server.answers("{\"id\":\"ftjob-1\",\"status\":\"validating_files\"}");

        tuning.create(spec, CONTROL);

        JsonServer.Sent sent = server.sent();
        assertThat(sent.line()).isEqualTo("POST /v1/fine_tuning/jobs");
        assertThat(published.problems("CreateFineTuningJobRequest", sent.body()))
                .isEmpty();
    }

    @Test
    void findsWhatThePublishedSchemaDoesNotAllow() {
        OpenAiSpec published = OpenAiSpec.open();

        assertThat(published.problems(
                        "CreateFineTuningJobRequest",
                        "{\"model\":\"m\",\"training_file\":\"f\",\"method\":{\"type\":\"dpo\",\"dpo\":{"
                                + "\"hyperparameters\":{\"beta\":0}}}}"))
                .isNotEmpty();
    }

    @Test
    void createsAJobWithEverythingThatIsAsked() {
        server.answers("{\"id\":\"ftjob-1\",\"status\":\"queued\",\"model\":\"gpt-4.1-mini\",\"fine_tuned_model\":null,"
                + "\"error\":{\"code\":null,\"message\":null,\"param\":null},\"training_file\":\"file-1\","
                + "\"validation_file\":null,\"result_files\":[],\"estimated_finish\":1767225660}");

        TuningJob job = tuning.create(specs().skip(1).findFirst().orElseThrow(), CONTROL);

        assertThat(server.sent().json()).isEqualTo(Json.read("""
                {"model":"gpt-4.1-mini","training_file":"file-1","validation_file":"file-2",
                 "method":{"type":"supervised","supervised":{"hyperparameters":
                   {"n_epochs":3,"batch_size":8,"learning_rate_multiplier":0.5}}},
                 "suffix":"support","seed":7,"metadata":{"team":"search"}}
                """));
        assertThat(job.state()).isEqualTo(TuningState.QUEUED);
        assertThat(job.resultModel()).isEmpty();
        assertThat(job.problem()).isEmpty();
        assertThat(job.trainingFiles()).containsExactly("file-1");
        assertThat(job.validationFiles()).isEmpty();
        assertThat(job.expectedAt()).contains(Instant.parse("2026-01-01T00:01:00Z"));
    }

    @Test
    void refusesWhatCannotBeCreatedBeforeSending() {
        TuningSpec twoFiles =
                TuningSpec.builder("m", "file-1").trainingFile("file-2").build();
        TuningSpec lostBeta = TuningSpec.builder("m", "file-1")
                .hyperparameters(Hyperparameters.builder().beta(0.1).build())
                .build();

        assertThatThrownBy(() -> tuning.create(twoFiles, CONTROL)).isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> tuning.create(lostBeta, CONTROL)).isInstanceOf(UnsupportedCapabilityException.class);
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "validating_files, VALIDATING, false",
        "queued, QUEUED, false",
        "running, RUNNING, false",
        "paused, PAUSED, false",
        "succeeded, SUCCEEDED, true",
        "failed, FAILED, true",
        "cancelled, CANCELLED, true",
        "meditating, UNKNOWN, false"
    })
    void readsEachState(String raw, TuningState state, boolean isFinal) {
        server.answers("{\"id\":\"ftjob-1\",\"status\":\"" + raw + "\"}");

        TuningJob job = tuning.status("ftjob-1", CONTROL);

        assertThat(job.state()).isEqualTo(state);
        assertThat(job.rawState()).isEqualTo(raw);
        assertThat(job.state().isFinal()).isEqualTo(isFinal);
    }

    @Test
    void tellsTheNewModelOrWhyThereIsNone() {
        server.answers("{\"id\":\"ftjob-1\",\"status\":\"succeeded\",\"fine_tuned_model\":\"ft:gpt-4.1-mini:org::abc\","
                        + "\"trained_tokens\":5768,\"result_files\":[\"file-r\"],\"finished_at\":1767225660}")
                .answers("{\"id\":\"ftjob-1\",\"status\":\"failed\",\"error\":{\"code\":\"invalid_training_file\","
                        + "\"message\":\"too few\",\"param\":\"training_file\"}}");

        TuningJob succeeded = tuning.status("ftjob-1", CONTROL);
        TuningJob failed = tuning.status("ftjob-1", CONTROL);

        assertThat(succeeded.resultModel()).contains("ft:gpt-4.1-mini:org::abc");
        assertThat(succeeded.trainedTokens()).hasValue(5768);
        assertThat(succeeded.resultFiles()).containsExactly("file-r");
        assertThat(succeeded.finishedAt()).contains(Instant.parse("2026-01-01T00:01:00Z"));
        assertThat(failed.problem())
                .contains(new TuningJob.Problem("invalid_training_file", "too few", "training_file"));
    }

    @Test
    void tellsEventsOldestFirstFromAllPages() {
        server.answers(events(true, "e5", "e4", "e3")).answers(events(false, "e2", "e1"));

        List<TuningEvent> events = tuning.events("ftjob-1", "", CONTROL);

        assertThat(events).extracting(TuningEvent::id).containsExactly("e1", "e2", "e3", "e4", "e5");
        assertThat(server.sent().line()).isEqualTo("GET /v1/fine_tuning/jobs/ftjob-1/events?limit=100");
        assertThat(server.sent().line()).isEqualTo("GET /v1/fine_tuning/jobs/ftjob-1/events?limit=100&after=e3");
    }

    @Test
    void tellsOnlyEventsAfterTheKnownOne() {
        server.answers(events(true, "e5", "e4", "e3")).answers(events(true, "e2", "e1", "e0"));

        assertThat(tuning.events("ftjob-1", "e2", CONTROL))
                .extracting(TuningEvent::id)
                .containsExactly("e3", "e4", "e5");
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void endsWhereAServerGivesTheSamePageForEver() {
        server.answers(events(true, "e2", "e1")).answers(events(true, "e2", "e1"));

        assertThat(tuning.events("ftjob-1", "", CONTROL)).hasSize(2);
    }

    @Test
    void readsWhatAnEventSays() {
        server.answers(
                "{\"data\":[{\"id\":\"e1\",\"created_at\":1767225600,\"level\":\"warn\",\"message\":\"Step 1\","
                        + "\"type\":\"metrics\",\"data\":{\"step\":1,\"train_loss\":0.5}},{\"no\":\"id\"}],\"has_more\":false}");

        assertThat(tuning.events("ftjob-1", "", CONTROL))
                .containsExactly(new TuningEvent(
                        "e1",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Level.WARNING,
                        "Step 1",
                        "{\"step\":1,\"train_loss\":0.5}"));
    }

    @Test
    void tellsCheckpointsInTheirOrder() {
        server.answers("{\"data\":[{\"id\":\"c2\",\"created_at\":1767225660,\"step_number\":20,"
                + "\"fine_tuned_model_checkpoint\":\"ft:m:20\",\"metrics\":{\"step\":20,\"train_loss\":0.25}},"
                + "{\"id\":\"c1\",\"created_at\":1767225600,\"step_number\":10,"
                + "\"fine_tuned_model_checkpoint\":\"ft:m:10\",\"metrics\":{}}]}");

        List<TuningCheckpoint> checkpoints = tuning.checkpoints("ftjob-1", CONTROL);

        assertThat(checkpoints).extracting(TuningCheckpoint::model).containsExactly("ft:m:10", "ft:m:20");
        assertThat(checkpoints.get(1).metrics()).containsEntry("train_loss", 0.25);
    }

    @Test
    void cancelsPausesResumesListsAndDeletes() {
        server.answers("{\"id\":\"ftjob-1\",\"status\":\"cancelled\"}")
                .answers("{\"id\":\"ftjob-1\",\"status\":\"paused\"}")
                .answers("{\"id\":\"ftjob-1\",\"status\":\"queued\"}")
                .answers("{\"data\":[{\"id\":\"ftjob-2\",\"status\":\"running\"}]}")
                .answers(FILE)
                .answers(204, "");

        assertThat(tuning.cancel("ftjob-1", CONTROL).state()).isEqualTo(TuningState.CANCELLED);
        assertThat(tuning.pause("ftjob-1", CONTROL).state()).isEqualTo(TuningState.PAUSED);
        assertThat(tuning.resume("ftjob-1", CONTROL).state()).isEqualTo(TuningState.QUEUED);
        assertThat(tuning.recent(5, CONTROL)).extracting(TuningJob::id).containsExactly("ftjob-2");
        assertThat(tuning.file("file-1", CONTROL).state()).isEqualTo(TrainingFile.State.READY);
        tuning.deleteFile("file-1", CONTROL);

        assertThat(Stream.generate(server::sent).limit(6).map(JsonServer.Sent::line))
                .containsExactly(
                        "POST /v1/fine_tuning/jobs/ftjob-1/cancel",
                        "POST /v1/fine_tuning/jobs/ftjob-1/pause",
                        "POST /v1/fine_tuning/jobs/ftjob-1/resume",
                        "GET /v1/fine_tuning/jobs?limit=5",
                        "GET /v1/files/file-1",
                        "DELETE /v1/files/file-1");
    }

    @Test
    void followsAJobToItsEndAndTellsEachEventOnce() throws Exception {
        VirtualTime time = new VirtualTime();
        server.answers("{\"id\":\"ftjob-1\",\"status\":\"running\"}")
                .answers(events(false, "e1"))
                .answers("{\"id\":\"ftjob-1\",\"status\":\"running\"}")
                .answers(429, "{\"error\":{\"message\":\"slow down\"}}")
                .answers("{\"id\":\"ftjob-1\",\"status\":\"succeeded\",\"fine_tuned_model\":\"ft:m\"}")
                .answers(events(false, "e3", "e2", "e1"));
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        FutureTask<TuningJob> following = new FutureTask<>(() -> tuning.follow(
                "ftjob-1", Polling.every(Duration.ofSeconds(30), time), event -> told.add(event.id()), CONTROL));
        Thread thread = new Thread(following, "following");
        thread.setDaemon(true);
        thread.start();

        time.advanceToNextAlarm();
        time.advanceToNextAlarm();

        assertThat(following.get(10, TimeUnit.SECONDS).resultModel()).contains("ft:m");
        assertThat(told).containsExactly("e1", "e2", "e3");
    }

    @Test
    void keepsExamplesAndKeysOutOfMessages() {
        server.answers(400, "{\"error\":{\"message\":\"a secret example\",\"code\":\"invalid\"}}");
        List<TrainingExample> examples = List.of(TrainingExample.conversation(
                Message.of(Role.USER, List.of(new Content.Text("a secret example", Trust.USER))),
                Message.assistant("Yo")));

        assertThatThrownBy(() -> tuning.upload(examples, CONTROL))
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.INVALID))
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining(JsonServer.KEY);
        assertThat(tuning.toString()).doesNotContain(JsonServer.KEY);
    }

    private static String events(boolean more, String... ids) {
        StringBuilder data = new StringBuilder();
        for (String id : ids) {
            data.append(data.isEmpty() ? "" : ",")
                    .append("{\"id\":\"")
                    .append(id)
                    .append("\",\"created_at\":1767225600,\"level\":\"info\",\"message\":\"m\",\"data\":null}");
        }
        return "{\"object\":\"list\",\"data\":[" + data + "],\"has_more\":" + more + "}";
    }
}
