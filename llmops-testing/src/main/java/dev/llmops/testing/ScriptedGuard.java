package dev.llmops.testing;

import dev.llmops.api.Require;
import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A guard that finds what a test tells it to, and remembers what it was shown.
 *
 * <pre>{@code
 * ScriptedGuard guard = ScriptedGuard.finding("swordfish", "SECRET");
 * Pipeline pipeline = Pipeline.builder().guard(guard, GuardPolicy.redact()).model(model).build();
 * }</pre>
 *
 * <p>Texts are found wherever they stand, also where they overlap, as they are written. With texts
 * alone the horizon is the length of the longest; a guard that also judges by a function must see a
 * text whole, unless the test says otherwise. Safe for concurrent use.
 */
public final class ScriptedGuard implements SafetyGuard {
    private final List<Function<Segment, List<Finding>>> rules;
    private final List<Behaviour> behaviours;
    private final int horizon;
    private final List<Segment> segments = new CopyOnWriteArrayList<>();

    private ScriptedGuard(Builder builder) {
        this.rules = List.copyOf(builder.rules);
        this.behaviours = List.copyOf(builder.behaviours);
        this.horizon = builder.horizon == 0 ? builder.impliedHorizon : builder.horizon;
    }

    /** {@return a guard that finds {@code text} as a strong finding of {@code kind}} */
    public static ScriptedGuard finding(String text, String kind) {
        return builder().find(text, kind).build();
    }

    /** {@return a guard that finds nothing, anywhere} */
    public static ScriptedGuard findingNothing() {
        return builder().build();
    }

    /** {@return a guard that always throws {@code exception}} */
    public static ScriptedGuard failing(RuntimeException exception) {
        return builder().fail(exception).build();
    }

    /** {@return a builder of a guard} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public List<Finding> inspect(Segment segment, StageContext context) {
        segments.add(Require.nonNull(segment, "segment"));
        Require.nonNull(context, "context");
        behaviours.forEach(behaviour -> behaviour.act(context));
        List<Finding> findings = new ArrayList<>();
        rules.forEach(rule -> findings.addAll(rule.apply(segment)));
        return findings;
    }

    @Override
    public int horizon() {
        return horizon;
    }

    /** {@return what the guard was shown, in order} */
    public List<Segment> segments() {
        return List.copyOf(segments);
    }

    /** {@return what the guard was shown of one origin, in order} */
    public List<Segment> segments(Segment.Origin origin) {
        return segments.stream().filter(segment -> segment.origin() == origin).toList();
    }

    /** Shows counts only. */
    @Override
    public String toString() {
        return "ScriptedGuard[rules=" + rules.size() + ", segments=" + segments.size() + "]";
    }

    /** Something that a scripted guard does before it judges. */
    @FunctionalInterface
    private interface Behaviour {
        void act(StageContext context);
    }

    /** Collects what a guard finds and does. Not safe for concurrent use. */
    public static final class Builder {
        private final List<Function<Segment, List<Finding>>> rules = new ArrayList<>();
        private final List<Behaviour> behaviours = new ArrayList<>();
        private int horizon;
        private int impliedHorizon = 1;

        private Builder() {}

        /** Finds {@code text} wherever it stands, as a strong finding of {@code kind}. */
        public Builder find(String text, String kind) {
            return find(text, kind, Tier.STRONG);
        }

        /** Finds {@code text} wherever it stands, as a finding of {@code kind} and {@code tier}. */
        public Builder find(String text, String kind, Tier tier) {
            Require.that(!Require.nonNull(text, "text").isEmpty(), "text", "text must not be empty");
            Require.nonBlank(kind, "kind");
            Require.nonNull(tier, "tier");
            impliedHorizon = Math.max(impliedHorizon, text.length());
            rules.add(segment -> occurrences(segment.text(), text, kind, tier));
            return this;
        }

        /** Finds what {@code rule} returns. */
        public Builder inspect(Function<Segment, List<Finding>> rule) {
            rules.add(Require.nonNull(rule, "rule"));
            impliedHorizon = WHOLE;
            return this;
        }

        /** Gives a strong verdict of {@code kind} on every segment that {@code condition} holds for. */
        public Builder verdict(String kind, Predicate<Segment> condition) {
            Require.nonBlank(kind, "kind");
            Require.nonNull(condition, "condition");
            return inspect(segment -> condition.test(segment)
                    ? List.of(Finding.ofWhole(rule(kind), kind, 1, Tier.STRONG, ""))
                    : List.of());
        }

        /** Sets how many characters around the beginning of a finding decide it. */
        public Builder horizon(int horizon) {
            this.horizon = Require.inRange(horizon, 1, WHOLE, "horizon");
            return this;
        }

        /** Pauses before it judges, in the time of its context. */
        public Builder pause(Duration duration) {
            Require.positive(duration, "duration");
            behaviours.add(context -> {
                if (context.time() instanceof VirtualTime virtual) {
                    virtual.pause(duration, context);
                } else {
                    Pause.on(context.time(), duration, context, () -> {});
                }
            });
            return this;
        }

        /** Does something of the test's own before it judges, on the thread of the guard. */
        public Builder run(Runnable action) {
            Require.nonNull(action, "action");
            behaviours.add(context -> action.run());
            return this;
        }

        /** Never judges, until the call is cancelled or the thread interrupted. */
        public Builder hang() {
            behaviours.add(context -> Pause.await(new CountDownLatch(1), context));
            return this;
        }

        /** Fails with an exception, the same one every time. */
        public Builder fail(RuntimeException exception) {
            Require.nonNull(exception, "exception");
            behaviours.add(context -> {
                throw exception;
            });
            return this;
        }

        /** {@return the guard} */
        public ScriptedGuard build() {
            return new ScriptedGuard(this);
        }

        /** All of them, overlapping ones too: leaving some out would depend on where the text begins. */
        private static List<Finding> occurrences(String text, String wanted, String kind, Tier tier) {
            List<Finding> found = new ArrayList<>();
            for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
                found.add(Finding.of(rule(kind), kind, at, at + wanted.length(), tier));
            }
            return found;
        }

        private static String rule(String kind) {
            return "scripted." + kind.toLowerCase(Locale.ROOT);
        }
    }
}
