package dev.llmops.core;

import dev.llmops.api.LlmException;
import dev.llmops.api.pipeline.StageId;
import dev.llmops.api.pipeline.StageTiming.Outcome;
import dev.llmops.api.safety.Action;
import dev.llmops.api.safety.BlockedException;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.GuardPolicy;
import dev.llmops.api.safety.Segment;
import dev.llmops.core.guarding.Lane;
import dev.llmops.core.guarding.Pseudonyms;
import java.util.List;

/** One guard on the output of one call: runs it, measures it, and knows what its failure means. */
final class OutputLane implements Lane {
    private static final long NOT_YET = Long.MIN_VALUE;

    private final GuardStage guard;
    private final Pseudonyms pseudonyms;
    private final StageRunner runner;
    private final Recorder recorder;
    private final StageId id;

    private long began = NOT_YET;
    private long nanos;
    private Outcome outcome = Outcome.COMPLETED;
    private String detail = "";
    private boolean failed;

    OutputLane(GuardStage guard, Pseudonyms pseudonyms, StageRunner runner, Recorder recorder) {
        this.guard = guard;
        this.pseudonyms = pseudonyms;
        this.runner = runner;
        this.recorder = recorder;
        this.id = guard.outputId();
    }

    boolean appliesTo(Segment.Origin origin) {
        return guard.policy().appliesTo(origin);
    }

    @Override
    public String guard() {
        return guard.name();
    }

    @Override
    public List<Finding> inspect(Segment segment) {
        if (failed || segment.text().isEmpty()) {
            return List.of();
        }
        long start = start();
        try {
            List<Finding> findings = runner.withinLimit(
                    id, guard.options(), context -> guard.guard().inspect(segment, context));
            if (findings == null) {
                throw new LlmException("Guard \"" + guard.name() + "\" returned null. No finding is an empty list.");
            }
            findings.forEach(finding -> GuardBounds.check(guard.name(), finding, segment));
            return findings;
        } catch (Throwable e) {
            return afterFailure(e);
        } finally {
            nanos += recorder.nanos() - start;
            recorder.paused(id);
        }
    }

    private long start() {
        if (began == NOT_YET) {
            began = recorder.started(id);
            return began;
        }
        recorder.resumed(id);
        return recorder.nanos();
    }

    private List<Finding> afterFailure(Throwable thrown) {
        LlmException error = runner.explained(id, thrown);
        detail = thrown.getClass().getSimpleName();
        if (runner.scope().reason() != null) {
            outcome = Outcome.CANCELLED;
            throw error;
        }
        failed = true;
        if (guard.policy().onError() == GuardPolicy.OnError.OPEN) {
            outcome = Outcome.SKIPPED;
            return List.of();
        }
        outcome = Outcome.FAILED;
        throw BlockedException.becauseFailed(guard.name(), error);
    }

    @Override
    public int settled(String text) {
        return failed ? text.length() : guard.guard().settled(text);
    }

    @Override
    public int horizon() {
        return guard.guard().horizon();
    }

    @Override
    public Action decide(Finding finding, String value) {
        Action action = guard.policy().decide(finding);
        if (action instanceof Action.Block) {
            outcome = Outcome.BLOCKED;
        }
        if (action instanceof Action.Pseudonymise) {
            // What the user said may come back; what is new was leaked or invented by the model.
            return pseudonyms.knows(value) ? new Action.Annotate() : new Action.Redact("[{kind}]");
        }
        return action;
    }

    @Override
    public boolean holds() {
        return guard.holds();
    }

    @Override
    public boolean holdsWhole() {
        return Lane.super.holdsWhole() || guard.mayReprompt();
    }

    /** Writes what the guard took in all into the record. */
    void close() {
        if (began != NOT_YET) {
            recorder.ended(id, began, nanos, outcome, detail);
        }
    }
}
