package dev.llmops.api.tuning;

import dev.llmops.api.CallControl;
import dev.llmops.api.Polling;
import dev.llmops.api.Require;
import dev.llmops.api.model.UnsupportedCapabilityException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Has a provider make models better at one task by examples.
 *
 * <p>Safe for concurrent use. Nothing is kept between calls: whoever has the id of a file or a job
 * can go on with it in another process. It never tries again by itself.
 *
 * <pre>{@code
 * TrainingFile file = tuning.upload(examples, control);
 * TuningJob job = tuning.create(TuningSpec.of("gpt-4.1-mini", file), control);   // keep job.id()
 * TuningJob ended = tuning.follow(job.id(), Polling.every(Duration.ofSeconds(30)), System.out::println, control);
 * String model = ended.resultModel().orElseThrow();
 * }</pre>
 *
 * <p>All methods throw {@link dev.llmops.api.model.ProviderException} if the provider could not be
 * reached or refused, {@link dev.llmops.api.CallCancelledException} and
 * {@link dev.llmops.api.DeadlineExceededException} as the control says.
 */
public interface FineTuningClient {
    /** {@return who makes the models, such as {@code "openai"}} */
    String provider();

    /**
     * Uploads a file of examples as it is, in the provider's own form of one JSON object per line.
     *
     * <p>It is read while it is sent, and never held in memory.
     *
     * @throws dev.llmops.api.InvalidInputException if there is no such file, or it is empty
     */
    TrainingFile upload(Path file, CallControl control);

    /**
     * Uploads examples, all or none.
     *
     * <p>They are written to a temporary file of this machine before anything is sent, so that
     * memory holds one at a time and one that cannot be sent spoils nothing.
     *
     * @throws dev.llmops.api.InvalidInputException if there are none, or they are of different kinds
     * @throws UnsupportedCapabilityException if the provider does not learn from such examples
     */
    TrainingFile upload(Iterable<? extends TrainingExample> examples, CallControl control);

    /** {@return a file as it is now} */
    TrainingFile file(String fileId, CallControl control);

    /** Deletes a file. */
    void deleteFile(String fileId, CallControl control);

    /**
     * Creates a job.
     *
     * @throws UnsupportedCapabilityException if the provider cannot do what is asked
     */
    TuningJob create(TuningSpec spec, CallControl control);

    /** {@return how far a job has come} */
    TuningJob status(String jobId, CallControl control);

    /** {@return the jobs that were created last, newest first, {@code most} at most, in [1, 100]} */
    List<TuningJob> recent(int most, CallControl control);

    /**
     * {@return what happened to a job, oldest first}
     *
     * @param after the id of the last event that is known already; empty for all of them
     */
    List<TuningEvent> events(String jobId, String after, CallControl control);

    /** {@return the job's models after some steps each, in their order} */
    List<TuningCheckpoint> checkpoints(String jobId, CallControl control);

    /**
     * Asks for the end of a job.
     *
     * @return how far it has come now
     */
    TuningJob cancel(String jobId, CallControl control);

    /**
     * Makes a job stand still.
     *
     * @return how far it has come now
     * @throws UnsupportedCapabilityException if the provider cannot do that
     */
    TuningJob pause(String jobId, CallControl control);

    /**
     * Makes a job go on that stands still, or start if it waits for that.
     *
     * @return how far it has come now
     * @throws UnsupportedCapabilityException if the provider cannot do that
     */
    TuningJob resume(String jobId, CallControl control);

    /**
     * Waits until a file is no longer {@link TrainingFile.State#PENDING}.
     *
     * <p>Some providers create jobs from files only when they have read them.
     *
     * @return the file then
     */
    default TrainingFile awaitFile(String fileId, Polling polling, CallControl control) {
        return Require.nonNull(polling, "polling")
                .until(() -> file(fileId, control), file -> file.state() != TrainingFile.State.PENDING, control);
    }

    /**
     * Waits for the end of a job, whichever.
     *
     * @param listener is told each event once, oldest first, on this thread
     * @return the job then
     */
    default TuningJob follow(
            String jobId, Polling polling, Consumer<? super TuningEvent> listener, CallControl control) {
        JobFollower follower = new JobFollower(this, jobId, Require.nonNull(listener, "listener"));
        return Require.nonNull(polling, "polling")
                .until(() -> follower.look(control), job -> job.state().isFinal(), control);
    }
}
