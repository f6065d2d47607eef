package dev.llmops.eval.run;

import dev.llmops.api.Require;
import dev.llmops.api.model.Usage;
import dev.llmops.core.concurrent.CancelSource;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks the metrics, one after the other for each job. Safe for concurrent use. */
final class Scoring {
    private final RunPlan plan;
    private final AdaptiveLimit limit;
    private final CancelSource stop;
    private final Consumer<Job> then;

    /** Creates the second half of a run; {@code then} takes jobs that have all their scores. */
    Scoring(RunPlan plan, AdaptiveLimit limit, CancelSource stop, Consumer<Job> then) {
        this.plan = plan;
        this.limit = limit;
        this.stop = stop;
        this.then = then;
    }

    /** Scores {@code job} as soon as there is a place. */
    void submit(Job job) {
        limit.submit(permit -> score(job, permit, 0, 1));
    }

    /** Goes on with the metric at {@code from}, which is tried for the {@code tries}th time. */
    private void score(Job job, AdaptiveLimit.Permit permit, int from, int tries) {
        int next = from;
        // A loop and not recursion where an attempt ends on this thread: there may be many metrics.
        while (next < plan.metrics().size()) {
            Metric metric = plan.metrics().get(next);
            if (!scoredAtOnce(job, metric)) {
                Step step = new Step(job, permit, metric, next, next == from ? tries : 1);
                step.run();
                if (!step.goesOnHere()) {
                    return;
                }
            }
            next++;
        }
        permit.release(AdaptiveLimit.Outcome.ANSWERED);
        then.accept(job);
    }

    private boolean scoredAtOnce(Job job, Metric metric) {
        if (job.output().failure().isPresent()) {
            job.score(metric.name(), Score.unmeasured("the subject failed"));
            return true;
        }
        AnswerCache cache = plan.cache();
        Score known = cache == null ? null : cache.score(metric, job.item(), job.output(), job.repeat());
        if (known != null) {
            job.score(metric.name(), known);
        }
        return known != null;
    }

    private void scored(Job job, Metric metric, Score score) {
        job.score(metric.name(), score);
        job.bill().add(score);
        AnswerCache cache = plan.cache();
        if (cache != null) {
            cache.keep(metric, job.item(), job.output(), job.repeat(), score);
        }
    }

    /** One try of one metric. */
    private final class Step implements Attempt.Ending<Score> {
        private final Job job;
        private final AdaptiveLimit.Permit permit;
        private final Metric metric;
        private final int index;
        private final int tries;
        private boolean here;

        Step(Job job, AdaptiveLimit.Permit permit, Metric metric, int index, int tries) {
            this.job = job;
            this.permit = permit;
            this.metric = metric;
            this.index = index;
            this.tries = tries;
        }

        void run() {
            Sample sample = new Sample(job.item(), job.output());
            Attempt.run(
                    job.callId(),
                    plan,
                    limit,
                    stop,
                    control -> Require.nonNull(metric.score(sample, control), "score"),
                    this);
        }

        /** {@return whether the thread that ran this goes on with the next metric} */
        boolean goesOnHere() {
            return here;
        }

        @Override
        public void done(Score score) {
            here = true;
            scored(job, metric, score);
        }

        @Override
        public void usedLate(Usage used) {
            job.bill().late(used);
        }

        @Override
        public void doneLate(Score score) {
            job.bill().late(score.usage());
        }

        @Override
        public void failed(Throwable error, boolean timedOut, Usage used) {
            Optional<Duration> wait = Refusal.waitAfter(error, tries);
            if (wait.isPresent() && tries < Refusal.MOST_TRIES) {
                job.bill().add(used);
                permit.refused(wait.get());
                limit.submitAgain(again -> score(job, again, index, tries + 1));
                return;
            }
            scored(job, metric, Score.failed(Refusal.reason(error)).using(used));
            if (timedOut) {
                // The thread that ran the metric may be stuck in it.
                permit.release(AdaptiveLimit.Outcome.NEUTRAL);
                limit.submitAgain(again -> score(job, again, index + 1, 1));
            } else {
                here = true;
            }
        }
    }
}
