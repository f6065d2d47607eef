package dev.llmops.core.guarding;

import dev.llmops.api.Trust;
import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.safety.Action;
import dev.llmops.api.safety.BlockedException;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.GuardDecision;
import dev.llmops.api.safety.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Guards a text while it grows, and lets pass what no later text can change.
 *
 * <p><b>How it works.</b> Each guard has judged the text up to some position: everything that
 * begins before it is known to be a finding or known not to be ({@link Lane#settled}). New findings
 * are taken from a window that begins one horizon before that position, which by the contract of
 * {@link SafetyGuard} shows the guard as much as the whole text would. Text passes up to the least
 * position that all guards which may act have judged. A finding that reaches beyond it, or that
 * another finding may yet overlap, waits; its text never passes, so what waits to be shown is always
 * less than the largest horizon.
 *
 * <p><b>Why the result does not depend on the pieces.</b> The set of findings depends on the whole
 * text only, and overlapping findings become one cut by the rule of {@link Edits}. When a cut is
 * written, all findings that could join it are known.
 *
 * <p>Not safe for concurrent use.
 */
public final class GuardFilter {
    private final List<Guarded> guards = new ArrayList<>();
    private final Segment.Origin origin;
    private final String segmentId;
    private final Consumer<GuardDecision> decisions;
    private final boolean keepsAll;
    private final boolean holdsAll;

    /** Text from position {@link #base} on. */
    private final StringBuilder text = new StringBuilder();

    private int base;
    private int passed;
    private final TreeSet<Ruling> pending = new TreeSet<>(Ruling.LEFT_TO_RIGHT);
    private final List<GuardDecision> reprompts = new ArrayList<>();

    /**
     * Creates a filter of one text.
     *
     * @param lanes the guards
     * @param origin what part of the call the text belongs to
     * @param segmentId what it is within its origin
     * @param decisions is told what is done about findings
     */
    public GuardFilter(
            List<? extends Lane> lanes, Segment.Origin origin, String segmentId, Consumer<GuardDecision> decisions) {
        lanes.forEach(lane -> guards.add(new Guarded(lane)));
        this.origin = origin;
        this.segmentId = segmentId;
        this.decisions = decisions;
        this.keepsAll = lanes.stream().anyMatch(lane -> lane.horizon() == SafetyGuard.WHOLE);
        this.holdsAll = lanes.stream().anyMatch(Lane::holdsWhole);
    }

    /** Takes the next piece and passes on what is certain. */
    public void feed(String piece, Consumer<String> out) {
        text.append(piece);
        if (holdsAll) {
            return;
        }
        int limit = end();
        for (Guarded guard : guards) {
            if (guard.lane.horizon() == SafetyGuard.WHOLE) {
                continue;
            }
            judge(guard);
            if (guard.lane.holds()) {
                limit = Math.min(limit, guard.judged);
            }
        }
        pass(limit, false, out);
        forget();
    }

    /**
     * Judges what is left and passes it on.
     *
     * @return why the model must be asked again; if there is a reason, nothing was passed on
     */
    public List<GuardDecision> finish(Consumer<String> out) {
        for (Guarded guard : guards) {
            judgeRest(guard);
        }
        if (!reprompts.isEmpty()) {
            return reprompts;
        }
        pass(end(), true, out);
        return List.of();
    }

    /** {@return how many characters were taken but are neither passed on nor replaced} */
    public int held() {
        return end() - passed;
    }

    private void judge(Guarded guard) {
        int start = windowStart(guard);
        String window = text.substring(start - base);
        int settled = start + Math.max(0, Math.min(guard.lane.settled(window), window.length()));
        if (settled > guard.judged) {
            Segment segment = new Segment(window, Trust.MODEL, origin, segmentId, start, false);
            for (Finding finding : guard.lane.inspect(segment)) {
                int at = start + finding.start();
                if (!finding.isVerdict() && at >= guard.judged && at < settled) {
                    rule(guard, finding, window, start);
                }
            }
            guard.judged = settled;
        }
    }

    private void judgeRest(Guarded guard) {
        int start = windowStart(guard);
        String window = text.substring(start - base);
        Segment segment = new Segment(window, Trust.MODEL, origin, segmentId, start, true);
        for (Finding finding : guard.lane.inspect(segment)) {
            if (finding.isVerdict() || start + finding.start() >= guard.judged) {
                rule(guard, finding, window, start);
            }
        }
        guard.judged = end();
    }

    private int windowStart(Guarded guard) {
        int horizon = guard.lane.horizon();
        if (horizon == SafetyGuard.WHOLE) {
            return 0;
        }
        int start = Math.max(base, guard.judged - horizon);
        boolean withinPair = start > base
                && Character.isLowSurrogate(text.charAt(start - base))
                && Character.isHighSurrogate(text.charAt(start - base - 1));
        return withinPair ? start - 1 : start;
    }

    private void rule(Guarded guard, Finding found, String window, int windowStart) {
        String value = window.substring(found.start(), found.end());
        Action action = guard.lane.decide(found, value);
        if (action instanceof Action.Allow) {
            return;
        }
        Ruling ruling = new Ruling(guard.lane.guard(), found.shift(windowStart), action);
        if (action instanceof Action.Reprompt) {
            reprompts.add(ruling.decision(origin, segmentId));
        } else if (action instanceof Action.Block && found.isVerdict()) {
            throw blocked(ruling);
        } else if (action instanceof Action.Annotate || found.isVerdict()) {
            decisions.accept(ruling.decision(origin, segmentId));
        } else {
            pending.add(ruling);
        }
    }

    private void pass(int settled, boolean last, Consumer<String> out) {
        int limit = last ? settled : wholeCharacters(settled);
        StringBuilder passing = new StringBuilder();
        try {
            while (passed < limit) {
                Ruling first = pending.isEmpty() ? null : pending.first();
                if (first == null || first.finding().start() >= limit) {
                    passing.append(text, passed - base, limit - base);
                    passed = limit;
                    break;
                }
                int start = first.finding().start();
                passing.append(text, passed - base, start - base);
                passed = start;
                if (!cut(limit, last, passing)) {
                    break;
                }
            }
        } finally {
            // Also when a finding blocks: what stands before it passes for every way to cut the text.
            if (passing.length() > 0) {
                out.accept(passing.toString());
            }
        }
    }

    /** Writes the cut that begins at {@link #passed}, if nothing can join it any more. */
    private boolean cut(int limit, boolean last, StringBuilder passing) {
        int end = passed;
        Ruling strongest = pending.first();
        List<Ruling> joined = new ArrayList<>();
        for (Ruling ruling : pending) {
            if (!joined.isEmpty() && ruling.finding().start() >= end) {
                break;
            }
            if (ruling.action() instanceof Action.Block) {
                throw blocked(ruling);
            }
            joined.add(ruling);
            end = Math.max(end, ruling.finding().end());
            strongest = strongest.stronger(ruling);
        }
        if (!last && end > limit) {
            return false;
        }
        joined.forEach(pending::remove);
        joined.forEach(ruling -> decisions.accept(ruling.decision(origin, segmentId)));
        passing.append(replacement(strongest));
        passed = end;
        return true;
    }

    private static String replacement(Ruling ruling) {
        Action.Redact redact = ruling.action() instanceof Action.Redact chosen ? chosen : new Action.Redact("[{kind}]");
        return redact.replacement(ruling.finding().kind());
    }

    private BlockedException blocked(Ruling ruling) {
        GuardDecision decision = ruling.decision(origin, segmentId);
        decisions.accept(decision);
        return BlockedException.because(ruling.guard(), List.of(decision));
    }

    private int wholeCharacters(int limit) {
        boolean splits = limit > base
                && limit - base <= text.length()
                && Character.isHighSurrogate(text.charAt(limit - base - 1));
        return splits ? limit - 1 : limit;
    }

    /** Drops text that neither has to be passed on nor is within the horizon of a guard. */
    private void forget() {
        if (keepsAll) {
            return;
        }
        int needed = passed;
        for (Guarded guard : guards) {
            needed = Math.min(needed, windowStart(guard));
        }
        // Moving the rest costs time, so it is done in larger steps.
        if (needed - base > 1024) {
            text.delete(0, needed - base);
            base = needed;
        }
    }

    private int end() {
        return base + text.length();
    }

    private static final class Guarded {
        final Lane lane;
        int judged;

        Guarded(Lane lane) {
            this.lane = lane;
        }
    }
}
