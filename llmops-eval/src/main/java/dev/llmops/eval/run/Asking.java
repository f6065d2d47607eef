package dev.llmops.eval.run;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.model.Usage;
import dev.llmops.core.concurrent.CancelSource;
import dev.llmops.eval.Output;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks the subject: one try after the other, as many at once as it bears. Safe for concurrent use. */
final class Asking {
    private final RunPlan plan;
    private final AdaptiveLimit limit;
    private final CancelSource stop;
    private final Consumer<Job> then;

    /** Creates the first half of a run; {@code then} takes jobs that have their output, and must be quick. */
    Asking(RunPlan plan, AdaptiveLimit limit, CancelSource stop, Consumer<Job> then) {
        this.plan = plan;
        this.limit = limit;
        this.stop = stop;
        this.then = then;
    }

    /** Tries {@code job} for the {@code tries}th time, on this thread. */
    void ask(Job job, AdaptiveLimit.Permit permit, int tries) {
        AnswerCache cache = plan.cache();
        Output known = cache == null ? null : cache.output(job.item(), job.repeat());
        if (known != null) {
            job.output(known);
            permit.release(AdaptiveLimit.Outcome.NEUTRAL);
            then.accept(job);
            return;
        }
        Attempt.run(job.callId(), plan, limit, stop, control -> timed(job, control), new Attempt.Ending<>() {
            @Override
            public void done(Output output) {
                answered(job, output);
                permit.release(AdaptiveLimit.Outcome.ANSWERED);
                then.accept(job);
            }

            @Override
            public void failed(Throwable error, boolean timedOut, Usage used) {
                job.bill().add(used);
                Asking.this.failed(job, permit, tries, error);
            }

            @Override
            public void usedLate(Usage used) {
                job.bill().late(used);
            }

            @Override
            public void doneLate(Output output) {
                job.bill().late(output);
            }
        });
    }

    private Output timed(Job job, CallControl control) {
        long begin = plan.time().nanos();
        Output output = Require.nonNull(plan.subject().answer(job.item(), control), "output");
        Duration taken = Duration.ofNanos(plan.time().nanos() - begin);
        return output.latency().isZero() ? output.toBuilder().latency(taken).build() : output;
    }

    private void answered(Job job, Output output) {
        job.output(output);
        job.bill().add(output);
        AnswerCache cache = plan.cache();
        if (cache != null) {
            cache.keep(job.item(), job.repeat(), output);
        }
    }

    private void failed(Job job, AdaptiveLimit.Permit permit, int tries, Throwable error) {
        Optional<Duration> wait = Refusal.waitAfter(error, tries);
        if (wait.isPresent() && tries < Refusal.MOST_TRIES) {
            permit.refused(wait.get());
            limit.submitAgain(next -> ask(job, next, tries + 1));
            return;
        }
        job.output(Output.failure(Refusal.reason(error)).build());
        permit.release(AdaptiveLimit.Outcome.NEUTRAL);
        then.accept(job);
    }
}
