package dev.llmops.remote.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.tuning.TrainingFile;
import dev.llmops.api.tuning.TuningCheckpoint;
import dev.llmops.api.tuning.TuningEvent;
import dev.llmops.api.tuning.TuningJob;
import dev.llmops.api.tuning.TuningSpec;
import dev.llmops.remote.wire.Resources;
import java.util.List;

/** How one provider writes fine-tuning jobs. Safe for concurrent use. */
public interface TuningForm {
    /** {@return the body that creates a job} */
    ObjectNode create(TuningSpec spec);

    /** {@return a job that the provider describes; it has an id} */
    TuningJob read(JsonNode job);

    /** {@return what the provider's word for the state of a file means} */
    TrainingFile.State fileState(String raw);

    /** {@return the query that limits a list of jobs to {@code most}} */
    String limit(int most);

    /** {@return what happened to the job at {@code path} after the event {@code after}, oldest first} */
    List<TuningEvent> events(Resources resources, String path, String after, CallControl control);

    /** {@return the models of the job at {@code path} after some steps each} */
    List<TuningCheckpoint> checkpoints(Resources resources, String path, CallControl control);

    /** {@return the last segment of the path that makes a job stand still; empty if that is not possible} */
    String pause();

    /** {@return the last segment of the path that makes a job go on, or start} */
    String resume();

    /** {@return whether the provider learns from preferences} */
    boolean takesPreferences();
}
