package dev.llmops.remote.mistral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.model.Message;
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
import dev.llmops.remote.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MistralFineTuningTest {
    private static final CallControl CONTROL = CallControl.detached();
    private static final String JOB = """
            {"id":"job-1","object":"job","status":"FAILED","model":"open-mistral-7b","created_at":1767225600,
             "modified_at":1767225660,"training_files":["file-1"],"validation_files":[],"trained_tokens":1000,
             "events":[
               {"name":"status-updated","data":{"status":"FAILED","error":"out of examples"},"created_at":1767225660},
               {"name":"status-updated","data":{"status":"RUNNING"},"created_at":1767225610},
               {"name":"status-updated","data":{"status":"QUEUED"},"created_at":1767225610}],
             "checkpoints":[
               {"metrics":{"train_loss":0.5,"valid_loss":null},"step_number":10,"created_at":1767225650}]}
            """;

    private final JsonServer server = new JsonServer();
    private final MistralFineTuning tuning = MistralFineTuning.on(server.connection("/v1"));

    @AfterEach
    void close() {
        tuning.close();
        server.close();
    }

    @Test
    void uploadsConversations() {
        server.answers("{\"id\":\"file-1\",\"object\":\"file\",\"size_bytes\":99,\"filename\":\"examples.jsonl\","
                + "\"purpose\":\"fine-tune\"}");

        TrainingFile file = tuning.upload(
                List.of(new TrainingExample.Conversation(
                        List.of(
                                TrainingMessage.of(Message.user("Hi")),
                                TrainingMessage.contextOnly(Message.assistant("No")),
                                TrainingMessage.of(Message.user("Again")),
                                TrainingMessage.of(Message.assistant("Yo"))),
                        List.of())),
                CONTROL);

        assertThat(file.state()).isEqualTo(TrainingFile.State.READY);
        assertThat(file.bytes()).isEqualTo(99);
        assertThat(Json.read(server.sent().part("file"))).isEqualTo(Json.read("""
                {"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"No","weight":0},
                             {"role":"user","content":"Again"},{"role":"assistant","content":"Yo"}]}
                """));
    }

    @Test
    void createsAJobThatStartsByItself() {
        server.answers(JOB);

        tuning.create(
                TuningSpec.builder("open-mistral-7b", "file-1")
                        .trainingFile("file-2")
                        .validationFile("file-3")
                        .suffix("support")
                        .hyperparameters(Hyperparameters.builder().epochs(2).build())
                        .build(),
                CONTROL);

        JsonServer.Sent sent = server.sent();
        assertThat(sent.line()).isEqualTo("POST /v1/fine_tuning/jobs");
        assertThat(sent.json()).isEqualTo(Json.read("""
                {"model":"open-mistral-7b","training_files":[{"file_id":"file-1","weight":1},
                 {"file_id":"file-2","weight":1}],"validation_files":["file-3"],"suffix":"support",
                 "hyperparameters":{"epochs":2},"auto_start":true}
                """));
    }

    @Test
    void sendsTheOptionsThatOnlyMistralHas() {
        server.answers(JOB);
        MistralTuningOptions options = MistralTuningOptions.builder()
                .trainingSteps(10)
                .learningRate(0.0001)
                .weightDecay(0.1)
                .warmupFraction(0.05)
                .startingLater()
                .member("invalid_sample_skip_percentage", "0.5")
                .build();

        tuning.create(
                TuningSpec.builder("open-mistral-7b", "file-1")
                        .providerOptions(options)
                        .build(),
                CONTROL);

        assertThat(server.sent().json()).isEqualTo(Json.read("""
                {"model":"open-mistral-7b","training_files":[{"file_id":"file-1","weight":1}],
                 "hyperparameters":{"training_steps":10,"learning_rate":1.0E-4,"weight_decay":0.1,
                 "warmup_fraction":0.05},"auto_start":false,"invalid_sample_skip_percentage":0.5}
                """));
    }

    @Test
    void refusesWhatMistralDoesNotTake() {
        TuningSpec.Builder seeded = TuningSpec.builder("m", "f").seed(1);
        TuningSpec.Builder labelled = TuningSpec.builder("m", "f").label("a", "b");
        TuningSpec.Builder preferring = TuningSpec.builder("m", "f").method(TuningMethod.PREFERENCE);
        TuningSpec.Builder batched = TuningSpec.builder("m", "f")
                .hyperparameters(Hyperparameters.builder().batchSize(2).build());
        TuningSpec.Builder rated = TuningSpec.builder("m", "f")
                .hyperparameters(
                        Hyperparameters.builder().learningRateMultiplier(2).build());

        for (TuningSpec.Builder each : List.of(seeded, labelled, preferring, batched, rated)) {
            TuningSpec spec = each.build();
            assertThatThrownBy(() -> tuning.create(spec, CONTROL)).isInstanceOf(UnsupportedCapabilityException.class);
        }
        assertThatThrownBy(() -> tuning.pause("job-1", CONTROL)).isInstanceOf(UnsupportedCapabilityException.class);
        assertThatThrownBy(() -> tuning.upload(
                        List.of(TrainingExample.preference(
                                List.of(Message.user("Hi")), Message.assistant("A"), Message.assistant("B"))),
                        CONTROL))
                .isInstanceOf(UnsupportedCapabilityException.class);
        assertThat(server.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUED, QUEUED",
        "VALIDATING, VALIDATING",
        "VALIDATED, READY",
        "STARTED, RUNNING",
        "RUNNING, RUNNING",
        "SUCCESS, SUCCEEDED",
        "FAILED, FAILED",
        "FAILED_VALIDATION, FAILED",
        "CANCELLATION_REQUESTED, CANCELLING",
        "CANCELLED, CANCELLED",
        "RESTING, UNKNOWN"
    })
    void readsEachState(String raw, TuningState state) {
        server.answers("{\"id\":\"job-1\",\"status\":\"" + raw + "\",\"fine_tuned_model\":\"ft:m\"}");

        TuningJob job = tuning.status("job-1", CONTROL);

        assertThat(job.state()).isEqualTo(state);
        assertThat(job.resultModel()).contains("ft:m");
    }

    @Test
    void readsWhatAJobTells() {
        server.answers(JOB);

        TuningJob job = tuning.status("job-1", CONTROL);

        assertThat(job.problem()).contains(new TuningJob.Problem("FAILED", "out of examples", ""));
        assertThat(job.trainingFiles()).containsExactly("file-1");
        assertThat(job.trainedTokens()).hasValue(1000);
        assertThat(job.finishedAt()).contains(Instant.parse("2026-01-01T00:01:00Z"));
    }

    @Test
    void numbersEventsOldestFirst() {
        server.answers(JOB).answers(JOB);

        List<TuningEvent> all = tuning.events("job-1", "", CONTROL);
        List<TuningEvent> later = tuning.events("job-1", "2", CONTROL);

        assertThat(all)
                .extracting(TuningEvent::message)
                .containsExactly("status-updated: QUEUED", "status-updated: RUNNING", "status-updated: FAILED");
        assertThat(all).extracting(TuningEvent::id).containsExactly("1", "2", "3");
        assertThat(later).containsExactly(all.get(2));
        assertThat(later.get(0).level()).isEqualTo(Level.ERROR);
    }

    @Test
    void readsCheckpointsStartsAndCancels() {
        server.answers(JOB)
                .answers("{\"id\":\"job-1\",\"status\":\"QUEUED\"}")
                .answers("{\"id\":\"job-1\",\"status\":\"CANCELLATION_REQUESTED\"}");

        assertThat(tuning.checkpoints("job-1", CONTROL))
                .containsExactly(new TuningCheckpoint(
                        "", Instant.parse("2026-01-01T00:00:50Z"), 10, "", Map.of("train_loss", 0.5)));
        assertThat(tuning.resume("job-1", CONTROL).state()).isEqualTo(TuningState.QUEUED);
        assertThat(tuning.cancel("job-1", CONTROL).state()).isEqualTo(TuningState.CANCELLING);

        server.sent();
        assertThat(server.sent().line()).isEqualTo("POST /v1/fine_tuning/jobs/job-1/start");
        assertThat(server.sent().line()).isEqualTo("POST /v1/fine_tuning/jobs/job-1/cancel");
    }
}
