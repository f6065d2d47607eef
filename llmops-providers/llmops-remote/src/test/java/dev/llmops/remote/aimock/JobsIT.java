package dev.llmops.remote.aimock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.llmops.api.CallControl;
import dev.llmops.api.Polling;
import dev.llmops.api.batch.BatchClient;
import dev.llmops.api.batch.BatchItem;
import dev.llmops.api.batch.BatchJob;
import dev.llmops.api.batch.BatchResult;
import dev.llmops.api.batch.BatchState;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.tuning.FineTuningClient;
import dev.llmops.api.tuning.TrainingExample;
import dev.llmops.api.tuning.TrainingFile;
import dev.llmops.api.tuning.TrainingMessage;
import dev.llmops.api.tuning.TuningEvent;
import dev.llmops.api.tuning.TuningJob;
import dev.llmops.api.tuning.TuningSpec;
import dev.llmops.api.tuning.TuningState;
import dev.llmops.remote.openai.Api;
import dev.llmops.remote.openai.OpenAiBatchClient;
import dev.llmops.remote.openai.OpenAiFineTuning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches and fine-tuning, from the upload to the result. */
@WithAimock
class JobsIT {
    private static final String MODEL = "gpt-4o-mini";
    private static final Polling QUICK = Polling.every(Duration.ofMillis(20));
    private static final CallControl CONTROL = CallControl.detached();

    private final AimockScope scope;

    JobsIT(AimockServer server) {
        this.scope = server.scope();
    }

    @AfterEach
    void leavesNoConnectionAtWork() {
        scope.close();
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void aBatchGivesEachItemItsAnswer(Api api) {
        BatchClient batches = batches(api, "");
        List<String> ids = ids();

        BatchJob job = batches.submit(items(ids), Map.of("voyage", "7"), CONTROL);
        BatchJob ended = batches.awaitEnd(job.id(), QUICK, CONTROL);
        Map<String, BatchResult> results = batches.results(ended, CONTROL).join(ids);

        assertThat(job.state()).isEqualTo(BatchState.VALIDATING);
        assertThat(job.labels()).containsEntry("voyage", "7");
        assertThat(ended.state()).isEqualTo(BatchState.COMPLETED);
        assertThat(results.keySet()).containsExactlyElementsOf(ids);
        assertThat(results.values())
                .allSatisfy(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                BatchResult.Succeeded.class, succeeded -> answered(succeeded.answer())));
        assertThat(scope.journal()).extracting(JournalEntry::line).startsWith("POST /v1/files", "POST /v1/batches");
        assertThat(batches.recent(100, CONTROL)).extracting(BatchJob::id).contains(job.id());
    }

    private static void answered(ModelResponse answer) {
        assertThat(answer.text()).isEqualTo("Mock batch completion");
        assertThat(answer.model()).isEqualTo(MODEL);
    }

    @Test
    void aBatchThatFailsSaysOfEachItemThatItDid() {
        BatchClient batches = batches(Api.CHAT, "failed");
        List<String> ids = ids();

        BatchJob job = batches.submit(items(ids), CONTROL);
        BatchJob ended = batches.awaitEnd(job.id(), QUICK, CONTROL);
        Map<String, BatchResult> results = batches.results(ended, CONTROL).join(ids);

        assertThat(ended.state()).isEqualTo(BatchState.FAILED);
        assertThat(ended.problems()).isNotEmpty();
        assertThat(results.keySet()).containsExactlyElementsOf(ids);
        assertThat(results.values()).hasOnlyElementsOfType(BatchResult.Failed.class);
    }

    @Test
    void aBatchWhoseTimeRanOutLeavesItsItemsUnanswered() {
        BatchClient batches = batches(Api.CHAT, "expired");
        List<String> ids = ids();

        BatchJob job = batches.submit(items(ids), CONTROL);
        BatchJob ended = batches.awaitEnd(job.id(), QUICK, CONTROL);

        assertThat(ended.state()).isEqualTo(BatchState.EXPIRED);
        assertThat(batches.results(ended, CONTROL).join(ids).values())
                .hasOnlyElementsOfType(BatchResult.Unanswered.class);
    }

    @Test
    void aBatchCanBeEnded() {
        BatchClient batches = batches(Api.CHAT, "");

        BatchJob job = batches.submit(items(ids()), CONTROL);

        assertThat(batches.cancel(job.id(), CONTROL).state()).isEqualTo(BatchState.CANCELLING);
        assertThat(batches.awaitEnd(job.id(), QUICK, CONTROL).state()).isEqualTo(BatchState.CANCELLED);
    }

    @Test
    void anUnknownBatchIsNotFound() {
        ProviderException failure = catchThrowableOfType(
                ProviderException.class, () -> batches(Api.CHAT, "").status("batch-of-nobody", CONTROL));

        assertThat(failure.errorClass()).isEqualTo(ErrorClass.NOT_FOUND);
    }

    @Test
    void aModelIsTunedFromExamples() {
        FineTuningClient tuning = tuning();
        List<TuningEvent> events = new ArrayList<>();

        TrainingFile file = tuning.upload(examples(), CONTROL);
        TuningJob job = tuning.create(
                TuningSpec.builder(MODEL, file.id()).suffix("pilot").seed(11).build(), CONTROL);
        TuningJob ended = tuning.follow(job.id(), QUICK, events::add, CONTROL);

        assertThat(file.bytes()).isPositive();
        assertThat(job.state().isFinal()).isFalse();
        assertThat(job.trainingFiles()).containsExactly(file.id());
        assertThat(ended.state()).isEqualTo(TuningState.SUCCEEDED);
        assertThat(ended.resultModel())
                .hasValueSatisfying(
                        model -> assertThat(model).startsWith("ft:" + MODEL).contains("pilot"));
        assertThat(ended.trainedTokens()).isPresent();
        assertThat(events)
                .doesNotHaveDuplicates()
                .extracting(TuningEvent::message)
                .contains("Training started");
        assertThat(events).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(tuning.recent(100, CONTROL)).extracting(TuningJob::id).contains(job.id());
    }

    @Test
    void aTuningJobCanBeEnded() {
        FineTuningClient tuning = tuning();

        TuningJob job = tuning.create(TuningSpec.of(MODEL, tuning.upload(examples(), CONTROL)), CONTROL);

        assertThat(tuning.cancel(job.id(), CONTROL).state()).isEqualTo(TuningState.CANCELLED);
        assertThat(tuning.status(job.id(), CONTROL).state()).isEqualTo(TuningState.CANCELLED);
    }

    @Test
    void aJobIsFollowedThroughChaos() {
        BatchClient batches = batches(Api.CHAT, "");
        List<String> ids = ids();
        BatchJob job = batches.submit(items(ids), CONTROL);

        scope.chaos("{\"dropRate\": 0.5}");
        BatchJob ended = batches.awaitEnd(job.id(), QUICK.bearing(1000), CONTROL);
        scope.calm();

        assertThat(ended.state()).isEqualTo(BatchState.COMPLETED);
        assertThat(batches.results(ended, CONTROL).join(ids)).hasSize(ids.size());
    }

    private BatchClient batches(Api api, String outcome) {
        return OpenAiBatchClient.builder(MODEL)
                .api(api)
                .connection(
                        outcome.isEmpty()
                                ? scope.connection("/v1").build()
                                : scope.connection("/v1")
                                        .header("X-AIMock-Batch-Outcome", outcome)
                                        .build())
                .build();
    }

    private FineTuningClient tuning() {
        return OpenAiFineTuning.on(scope.connection("/v1").build());
    }

    private static List<String> ids() {
        return IntStream.range(0, 25).mapToObj(number -> "item-" + number).toList();
    }

    private static List<BatchItem> items(List<String> ids) {
        return ids.stream()
                .map(id -> new BatchItem(id, ModelRequest.of("What is " + id + "?")))
                .toList();
    }

    private static List<TrainingExample> examples() {
        return IntStream.range(0, 10)
                .<TrainingExample>mapToObj(number -> new TrainingExample.Conversation(
                        List.of(
                                TrainingMessage.of(Message.user("Which buoy is number " + number + "?")),
                                TrainingMessage.of(Message.assistant("The green one."))),
                        List.of()))
                .toList();
    }
}
