package dev.llmops.core;

import dev.llmops.api.LlmException;
import dev.llmops.api.Locality;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.safety.Action;
import dev.llmops.api.safety.BlockedException;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.GuardDecision;
import dev.llmops.api.safety.GuardPolicy;
import dev.llmops.api.safety.Segment;
import dev.llmops.core.guarding.Edits;
import dev.llmops.core.guarding.Pseudonyms;
import dev.llmops.core.guarding.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Shows every text that goes to the model to every guard, all guards side by side, and then applies
 * all edits at once.
 *
 * <p>All guards see the same text: what one of them has replaced is not hidden from the others.
 */
final class InputGuards {
    private final List<GuardStage> guards;
    private final Locality modelLocality;
    private final StageRunner runner;
    private final Recorder recorder;

    InputGuards(List<GuardStage> guards, Locality modelLocality, StageRunner runner, Recorder recorder) {
        this.guards = guards.stream()
                .filter(guard -> guard.policy().appliesTo(Segment.Direction.INPUT))
                .toList();
        this.modelLocality = modelLocality;
        this.runner = runner;
        this.recorder = recorder;
    }

    /**
     * What the guards left of a prompt.
     *
     * @param prompt the prompt with what was redacted; placeholders are not in it
     * @param outgoing the prompt as it goes to the model
     * @param pseudonyms what the placeholders in {@code outgoing} stand for
     * @param racing checks that are still to be made while the model works
     */
    record Checked(Prompt prompt, Prompt outgoing, Pseudonyms pseudonyms, List<Callable<Boolean>> racing) {}

    /** A ruling and the segment it is about, which is one of several that may be alike. */
    private record Located(int index, Segment segment, Ruling ruling) {}

    Checked check(Prompt prompt) {
        Pseudonyms pseudonyms = new Pseudonyms();
        if (guards.isEmpty()) {
            return new Checked(prompt, prompt, pseudonyms, List.of());
        }
        List<Segment> segments = PromptTexts.segments(prompt);
        List<Callable<List<Located>>> waitedFor = new ArrayList<>();
        List<Callable<Boolean>> racing = new ArrayList<>();
        for (GuardStage guard : guards) {
            if (guard.options().isRacing()) {
                racing.add(() -> {
                    decide(inspect(guard, segments));
                    return true;
                });
            } else {
                waitedFor.add(() -> inspect(guard, segments));
            }
        }
        List<Located> found = new ArrayList<>();
        run(waitedFor).forEach(found::addAll);
        return edited(prompt, segments, found, pseudonyms, racing);
    }

    private List<List<Located>> run(List<Callable<List<Located>>> tasks) {
        if (tasks.size() > 1) {
            return runner.inParallel(guards.get(0).inputId(), tasks);
        }
        try {
            return tasks.isEmpty() ? List.of() : List.of(tasks.get(0).call());
        } catch (LlmException e) {
            throw e;
        } catch (Exception e) {
            throw runner.explained(guards.get(0).inputId(), e);
        }
    }

    /** {@return what {@code guard} says about all segments, unless it ends the call} */
    private List<Located> inspect(GuardStage guard, List<Segment> segments) {
        boolean open = guard.policy().onError() == GuardPolicy.OnError.OPEN;
        StageOptions options = open ? guard.options().optional() : guard.options();
        try {
            return runner.run(guard.inputId(), options, context -> rulings(guard, segments, context))
                    .orElse(List.of());
        } catch (BlockedException e) {
            throw e;
        } catch (LlmException e) {
            throw runner.scope().reason() != null ? e : BlockedException.becauseFailed(guard.name(), e);
        }
    }

    private List<Located> rulings(GuardStage guard, List<Segment> segments, StageContext context) {
        List<Located> rulings = new ArrayList<>();
        List<GuardDecision> blocking = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (!guard.policy().appliesTo(segment.origin())) {
                continue;
            }
            for (Finding finding : guard.guard().inspect(segment, context)) {
                GuardBounds.check(guard.name(), finding, segment);
                Action action = guard.policy().decide(finding);
                if (action instanceof Action.Allow) {
                    continue;
                }
                Ruling ruling = new Ruling(guard.name(), finding, effective(action));
                if (action instanceof Action.Block || action instanceof Action.Reprompt) {
                    blocking.add(ruling.decision(segment.origin(), segment.id()));
                }
                rulings.add(new Located(i, segment, ruling));
            }
        }
        if (!blocking.isEmpty()) {
            blocking.forEach(recorder::decided);
            throw BlockedException.because(guard.name(), blocking);
        }
        return rulings;
    }

    /** What stays on this machine needs no placeholders. */
    private Action effective(Action action) {
        return action instanceof Action.Pseudonymise && modelLocality == Locality.LOCAL
                ? new Action.Annotate()
                : action;
    }

    private void decide(List<Located> rulings) {
        for (Located located : rulings) {
            recorder.decided(located.ruling()
                    .decision(located.segment().origin(), located.segment().id()));
        }
    }

    private Checked edited(
            Prompt prompt,
            List<Segment> segments,
            List<Located> found,
            Pseudonyms pseudonyms,
            List<Callable<Boolean>> racing) {
        segments.forEach(segment -> pseudonyms.reserve(segment.text()));
        if (found.isEmpty()) {
            return new Checked(prompt, prompt, pseudonyms, racing);
        }
        decide(found);
        List<List<Ruling>> bySegment = new ArrayList<>();
        segments.forEach(segment -> bySegment.add(new ArrayList<>()));
        for (Located located : found) {
            bySegment.get(located.index()).add(located.ruling());
        }
        List<Edits> edits = bySegment.stream().map(Edits::of).toList();
        if (edits.stream().allMatch(Edits::isEmpty)) {
            return new Checked(prompt, prompt, pseudonyms, racing);
        }
        Prompt redacted = rewrite(prompt, edits, (cut, text) -> redaction(cut));
        Prompt outgoing = rewrite(prompt, edits, (cut, text) -> outgoing(cut, text, pseudonyms));
        return new Checked(redacted, outgoing, pseudonyms, racing);
    }

    private static Prompt rewrite(Prompt prompt, List<Edits> edits, Replacement replacement) {
        int[] next = {0};
        return PromptTexts.rewrite(prompt, segment -> {
            Edits edit = edits.get(next[0]++);
            return edit.isEmpty() ? null : edit.apply(segment.text(), cut -> replacement.of(cut, segment.text()));
        });
    }

    private static @Nullable String redaction(Edits.Cut cut) {
        return cut.ruling().action() instanceof Action.Redact redact
                ? redact.replacement(cut.ruling().finding().kind())
                : null;
    }

    private static String outgoing(Edits.Cut cut, String text, Pseudonyms pseudonyms) {
        String redacted = redaction(cut);
        return redacted != null
                ? redacted
                : pseudonyms.placeholder(cut.ruling().finding().kind(), text.substring(cut.start(), cut.end()));
    }

    @FunctionalInterface
    private interface Replacement {
        @Nullable String of(Edits.Cut cut, String text);
    }
}
