package dev.llmops.core.citation;

import dev.llmops.api.Require;
import dev.llmops.api.text.TextSpan;
import dev.llmops.core.language.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a text says what a claim says. Immutable.
 *
 * <p>Decided by rules, without a model, in this order: every figure, date and name of the claim must
 * occur in a few consecutive sentences of the text; what the claim is about must be mentioned there;
 * its words must be covered; words such as <em>all</em> and <em>only</em> must be backed; figures must
 * stand in the same clause as what they are said of; and the clause must not say the opposite. A
 * claim in words of its own may be refused although the text backs it; the rules err on that side.
 *
 * {@snippet :
 * Attribution result = Attribution.check("Refunds take 14 days.", List.of("Refunds take 30 days."));
 * result.isSupported(); // false
 * result.failure();     // FIGURE, "14 days"
 * }
 */
public final class Attribution {
    private static final double HOPELESS = 0.4;

    private final @Nullable Failure failure;
    private final int source;
    private final @Nullable TextSpan window;
    private final double containment;

    private Attribution(@Nullable Failure failure, int source, @Nullable TextSpan window, double containment) {
        this.failure = failure;
        this.source = source;
        this.window = window;
        this.containment = containment;
    }

    /**
     * {@return whether one of {@code sources} says what {@code claim} says}
     *
     * @param claim one sentence or part of one
     * @param sources texts, plain or Markdown
     */
    public static Attribution check(String claim, List<String> sources) {
        Require.nonNull(claim, "claim");
        Require.nonNull(sources, "sources");
        Words words = new Words();
        List<SourceText> texts = new ArrayList<>(sources.size());
        for (String source : sources) {
            texts.add(SourceText.of(source, List.of(), words));
        }
        return check(Claim.of(claim, words), texts);
    }

    /** The first source that supports the claim, by containment; else what the closest one lacks. */
    static Attribution check(Claim claim, List<SourceText> sources) {
        List<Window> best = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        List<List<Window>> windows = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            List<Window> found = sources.get(i).closest(claim);
            windows.add(found);
            best.add(found.isEmpty() ? Window.none(sources.get(i)) : found.get(0));
            order.add(i);
        }
        order.sort(
                (a, b) -> Double.compare(best.get(b).containment(), best.get(a).containment()));
        @Nullable Attribution refused = null;
        for (int index : order) {
            if (refused != null && best.get(index).containment() < HOPELESS) {
                break;
            }
            Attribution result = judge(claim, index, windows.get(index));
            if (result.isSupported()) {
                return result;
            }
            refused = refused == null ? result : refused;
        }
        return refused == null ? new Attribution(Failure.of(Reason.WORDS, ""), -1, null, 0) : refused;
    }

    private static Attribution judge(Claim claim, int index, List<Window> windows) {
        @Nullable Attribution refused = null;
        for (Window window : windows) {
            Optional<Failure> failure = new ClaimCheck(claim, window).failure();
            Attribution result = new Attribution(failure.orElse(null), index, window.span(), window.containment());
            if (failure.isEmpty()) {
                return result;
            }
            refused = refused == null ? result : refused;
        }
        return refused == null ? new Attribution(Failure.of(Reason.WORDS, ""), index, null, 0) : refused;
    }

    /** {@return whether the source says what the claim says} */
    public boolean isSupported() {
        return failure == null;
    }

    /** {@return why not; empty if it does} */
    public Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * {@return the index of the source that supports the claim, or else comes closest}
     *
     * <p>-1 if there are no sources.
     */
    public int source() {
        return source;
    }

    /** {@return the sentences of that source that were compared; empty if none has a word of the claim} */
    public Optional<TextSpan> window() {
        return Optional.ofNullable(window);
    }

    /** {@return the share of the claim's words of meaning that those sentences have, in [0, 1]} */
    public double containment() {
        return containment;
    }

    /** Shows the verdict, not the texts. */
    @Override
    public String toString() {
        return "Attribution[" + (failure == null ? "SUPPORTED" : "UNSUPPORTED " + failure.reason()) + ", source="
                + source + "]";
    }

    /** Why a claim is not supported. */
    public enum Reason {
        /** A number, date or time is not in the source, or has another unit. */
        FIGURE,
        /** A name or an identifier is not in the source. */
        NAME,
        /** What the claim is about is not in the source. */
        SUBJECT,
        /** Too few words are in the source. */
        WORDS,
        /** A word such as "all" or "only" is not backed. */
        QUANTIFIER,
        /** The figure is in the source, but it is said of something else. */
        CLAUSE,
        /** The source says the opposite. */
        POLARITY,
        /** The source is less certain, or less strict. */
        MODALITY
    }

    /**
     * What keeps a claim from being supported.
     *
     * @param reason the kind of difference
     * @param item the words of the claim that fail; may be empty
     */
    public record Failure(Reason reason, String item) {
        /** Checks both components. */
        public Failure {
            Require.nonNull(reason, "reason");
            Require.nonNull(item, "item");
        }

        static Failure of(Reason reason, String item) {
            return new Failure(reason, item);
        }

        /** Shows the reason only. */
        @Override
        public String toString() {
            return "Failure[" + reason + "]";
        }
    }
}
