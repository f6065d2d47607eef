package dev.llmops.remote.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Polling;
import dev.llmops.api.model.Message;
import dev.llmops.api.tuning.Hyperparameters;
import dev.llmops.api.tuning.TrainingExample;
import dev.llmops.api.tuning.TrainingFile;
import dev.llmops.api.tuning.TuningJob;
import dev.llmops.api.tuning.TuningSpec;
import dev.llmops.api.tuning.TuningState;
import dev.llmops.remote.Credentials;
import dev.llmops.remote.files.JsonServer;
import dev.llmops.remote.wire.Json;
import dev.llmops.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AzureFineTuningTest {
    private static final CallControl CONTROL = CallControl.detached();
    private static final TuningSpec SPEC = TuningSpec.builder("gpt-4.1-mini", "file-1")
            .hyperparameters(Hyperparameters.builder().epochs(2).build())
            .build();

    private final JsonServer server = new JsonServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void asksVersionOneWithItsKeyInAHeaderOfItsOwn() {
        server.answers("{\"id\":\"ftjob-1\",\"status\":\"pending\"}");

        try (AzureFineTuning tuning =
                AzureFineTuning.builder().connection(server.connection("")).build()) {
            assertThat(tuning.create(SPEC, CONTROL).state()).isEqualTo(TuningState.QUEUED);
        }

        JsonServer.Sent sent = server.sent();
        assertThat(sent.line()).isEqualTo("POST /openai/v1/fine_tuning/jobs");
        assertThat(sent.header("api-key")).isEqualTo(JsonServer.KEY);
        assertThat(sent.authorization()).isEmpty();
        assertThat(sent.json().path("method").path("type").asText()).isEqualTo("supervised");
    }

    @Test
    void asksADatedVersionInItsOwnForm() {
        server.answers("{\"id\":\"ftjob-1\",\"status\":\"succeeded\",\"fine_tuned_model\":\"gpt-4.1-mini.ft-1\"}")
                .answers("{\"data\":[{\"id\":\"ftjob-1\",\"status\":\"running\"}]}");

        try (AzureFineTuning tuning = AzureFineTuning.builder()
                .connection(server.connection(""))
                .apiVersion("2024-10-21")
                .entraToken(Credentials.of("a-token"))
                .build()) {
            TuningJob job = tuning.create(SPEC, CONTROL);

            assertThat(job.provider()).isEqualTo("azure-openai");
            assertThat(job.resultModel()).contains("gpt-4.1-mini.ft-1");
            assertThat(tuning.recent(3, CONTROL)).hasSize(1);
        }

        JsonServer.Sent sent = server.sent();
        assertThat(sent.line()).isEqualTo("POST /openai/fine_tuning/jobs?api-version=2024-10-21");
        assertThat(sent.authorization()).isEqualTo("Bearer a-token");
        assertThat(sent.header("api-key")).isEmpty();
        assertThat(sent.json())
                .isEqualTo(Json.read("{\"model\":\"gpt-4.1-mini\",\"training_file\":\"file-1\","
                        + "\"hyperparameters\":{\"n_epochs\":2}}"));
        assertThat(server.sent().line()).isEqualTo("GET /openai/fine_tuning/jobs?limit=3&api-version=2024-10-21");
    }

    @Test
    void waitsUntilAFileIsRead() throws Exception {
        VirtualTime time = new VirtualTime();
        server.answers(201, "{\"id\":\"file-1\",\"status\":\"pending\"}")
                .answers("{\"id\":\"file-1\",\"status\":\"running\"}")
                .answers("{\"id\":\"file-1\",\"status\":\"processed\"}");

        try (AzureFineTuning tuning =
                AzureFineTuning.builder().connection(server.connection("")).build()) {
            TrainingFile file = tuning.upload(
                    List.of(TrainingExample.conversation(Message.user("Hi"), Message.assistant("Yo"))), CONTROL);
            FutureTask<TrainingFile> waiting = new FutureTask<>(
                    () -> tuning.awaitFile(file.id(), Polling.every(Duration.ofSeconds(5), time), CONTROL));
            Thread thread = new Thread(waiting, "waiting");
            thread.setDaemon(true);
            thread.start();
            time.advanceToNextAlarm();

            assertThat(file.state()).isEqualTo(TrainingFile.State.PENDING);
            assertThat(waiting.get(10, TimeUnit.SECONDS).state()).isEqualTo(TrainingFile.State.READY);
        }
    }

    @Test
    void saysWhichAddressIsMissing() {
        assertThatThrownBy(() -> AzureFineTuning.fromEnv(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AZURE_OPENAI_ENDPOINT");
        assertThatThrownBy(() -> AzureFineTuning.builder().build()).isInstanceOf(ConfigurationException.class);
        try (AzureFineTuning tuning =
                AzureFineTuning.builder().resource("my-resource").build()) {
            assertThat(tuning.toString()).contains("my-resource.openai.azure.com");
        }
    }
}
