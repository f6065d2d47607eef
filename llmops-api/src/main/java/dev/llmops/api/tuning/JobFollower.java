package dev.llmops.api.tuning;

import dev.llmops.api.CallControl;
import java.util.function.Consumer;

/** One who watches a job, and remembers what was told already. Used by one thread. */
final class JobFollower {
    private final FineTuningClient client;
    private final String jobId;
    private final Consumer<? super TuningEvent> listener;
    private String known = "";

    JobFollower(FineTuningClient client, String jobId, Consumer<? super TuningEvent> listener) {
        this.client = client;
        this.jobId = jobId;
        this.listener = listener;
    }

    TuningJob look(CallControl control) {
        // The state first: what is read after the last state are all the events there will be.
        TuningJob job = client.status(jobId, control);
        for (TuningEvent event : client.events(jobId, known, control)) {
            known = event.id();
            listener.accept(event);
        }
        return job;
    }
}
