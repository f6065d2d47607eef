package dev.llmops.api.safety;

import dev.llmops.api.Require;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides what is done about what a guard finds. Immutable.
 *
 * <p>By default a policy applies to every segment on the way in and out but the application's own
 * instructions, acts on findings that are {@link Tier#STRONG} or better and annotates weaker ones,
 * and closes the gate when the guard fails.
 */
public final class GuardPolicy {
    private static final Action ANNOTATE = new Action.Annotate();
    private static final Set<Segment.Origin> ALL_BUT_INSTRUCTIONS =
            Set.copyOf(EnumSet.complementOf(EnumSet.of(Segment.Origin.INSTRUCTIONS)));

    private final Action action;
    private final Map<String, Action> byKind;
    private final Tier actingFrom;
    private final OnError onError;
    private final Set<Segment.Origin> origins;

    private GuardPolicy(
            Action action, Map<String, Action> byKind, Tier actingFrom, OnError onError, Set<Segment.Origin> origins) {
        this.action = action;
        this.byKind = byKind;
        this.actingFrom = actingFrom;
        this.onError = onError;
        this.origins = origins;
    }

    /** {@return a policy that does {@code action} about every finding} */
    public static GuardPolicy of(Action action) {
        return new GuardPolicy(
                Require.nonNull(action, "action"), Map.of(), Tier.STRONG, OnError.CLOSED, ALL_BUT_INSTRUCTIONS);
    }

    /** {@return a policy that lets everything pass without a trace} */
    public static GuardPolicy allow() {
        return of(new Action.Allow());
    }

    /** {@return a policy that records findings and changes nothing} */
    public static GuardPolicy annotate() {
        return of(new Action.Annotate());
    }

    /** {@return a policy that replaces what is found by {@code [KIND]}} */
    public static GuardPolicy redact() {
        return redact("[{kind}]");
    }

    /** {@return a policy that replaces what is found by {@code template}, in which <code>{kind}</code> is the kind} */
    public static GuardPolicy redact(String template) {
        return of(new Action.Redact(template));
    }

    /** {@return a policy that hides what is found from the model and restores it in the answer} */
    public static GuardPolicy pseudonymise() {
        return of(new Action.Pseudonymise());
    }

    /** {@return a policy that ends the call} */
    public static GuardPolicy block() {
        return of(new Action.Block());
    }

    /** {@return a policy that asks the model again, at most {@code attempts} times, and then blocks} */
    public static GuardPolicy reprompt(int attempts) {
        return of(new Action.Reprompt(attempts));
    }

    /** {@return this policy with another action for findings of {@code kind}} */
    public GuardPolicy when(String kind, Action other) {
        Map<String, Action> copy = new LinkedHashMap<>(byKind);
        copy.put(Require.nonBlank(kind, "kind"), Require.nonNull(other, "other"));
        return new GuardPolicy(action, Map.copyOf(copy), actingFrom, onError, origins);
    }

    /** {@return this policy acting on findings of at least {@code tier}; weaker ones are annotated} */
    public GuardPolicy actingFrom(Tier tier) {
        return new GuardPolicy(action, byKind, Require.nonNull(tier, "tier"), onError, origins);
    }

    /** {@return this policy with a choice of what a failing guard means} */
    public GuardPolicy onError(OnError choice) {
        return new GuardPolicy(action, byKind, actingFrom, Require.nonNull(choice, "choice"), origins);
    }

    /** {@return this policy for text of these origins only} */
    public GuardPolicy on(Segment.Origin first, Segment.Origin... more) {
        return new GuardPolicy(action, byKind, actingFrom, onError, Set.copyOf(EnumSet.of(first, more)));
    }

    /** {@return this policy for text in one direction only, without the application's instructions} */
    public GuardPolicy on(Segment.Direction direction) {
        EnumSet<Segment.Origin> chosen = EnumSet.copyOf(ALL_BUT_INSTRUCTIONS);
        chosen.removeIf(origin -> origin.direction() != direction);
        return new GuardPolicy(action, byKind, actingFrom, onError, Set.copyOf(chosen));
    }

    /** {@return what is done about {@code finding}} */
    public Action decide(Finding finding) {
        Action chosen = byKind.getOrDefault(finding.kind(), action);
        boolean tooWeak = finding.tier().compareTo(actingFrom) < 0;
        return tooWeak && !(chosen instanceof Action.Allow) ? ANNOTATE : chosen;
    }

    /** {@return whether text of {@code origin} is shown to the guard} */
    public boolean appliesTo(Segment.Origin origin) {
        return origins.contains(origin);
    }

    /** {@return whether text going in {@code direction} is shown to the guard} */
    public boolean appliesTo(Segment.Direction direction) {
        return origins.stream().anyMatch(origin -> origin.direction() == direction);
    }

    /** {@return what a failing guard means} */
    public OnError onError() {
        return onError;
    }

    /** {@return whether any finding could change the text} */
    public boolean mayEdit() {
        return actions().anyMatch(Action::edits);
    }

    /** {@return whether any finding could have the model asked again} */
    public boolean mayReprompt() {
        return actions().anyMatch(Action.Reprompt.class::isInstance);
    }

    /** {@return whether any finding could end the call} */
    public boolean mayBlock() {
        return actions().anyMatch(Action.Block.class::isInstance);
    }

    private Stream<Action> actions() {
        return Stream.concat(Stream.of(action), byKind.values().stream());
    }

    @Override
    public String toString() {
        return "GuardPolicy[" + action.getClass().getSimpleName() + ", from " + actingFrom + ", on error " + onError
                + "]";
    }

    /** What it means that a guard failed or ran out of time. */
    public enum OnError {
        /** The call fails: nothing passes unchecked. */
        CLOSED,
        /** The text passes, and the record says that it was not checked. */
        OPEN
    }
}
