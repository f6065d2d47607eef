package dev.llmops.core.text;

import dev.llmops.api.Require;
import dev.llmops.api.pipeline.Preprocessor;
import dev.llmops.api.pipeline.Prompt;
import dev.llmops.api.pipeline.StageContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Cleans a text of what copying and transport did to it, without touching its words.
 *
 * <p>In this order: wrongly decoded text is repaired ({@link EncodingRepair}), terminal escapes, controls
 * and invisible characters are removed unless a script or an emoji needs them, line ends become
 * {@code \n}, characters are composed (Unicode normalisation form C), and white space that says nothing
 * goes, except in code fences and preformatted lines. Entities, ligatures, widths and quotes are left
 * alone unless the builder says otherwise.
 *
 * <p>Total: any sequence of UTF-16 units is fine, and a lone surrogate becomes U+FFFD. Idempotent and
 * linear. Every position of the result leads back to the characters it came from. What was removed is
 * noted, as counts, under {@code text.*} in the record of the call. Safe for concurrent use.
 */
public final class TextCleaner implements Preprocessor {
    private static final TextCleaner STANDARD = builder().build();
    private static final int MANY_ROUNDS = 12;

    private final List<Stage> stages;

    private TextCleaner(Builder builder) {
        this.stages = builder.stages();
    }

    /** {@return the cleaner for prompts: repairs, removes, composes; folds nothing} */
    public static TextCleaner standard() {
        return STANDARD;
    }

    /** {@return a builder with the settings of {@link #standard()}} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return the prompt with its text cleaned; the same instance if there was nothing to clean}
     *
     * <p>A prompt of which nothing would be left stays as it is, for a guard to judge.
     */
    @Override
    public Prompt process(Prompt prompt, StageContext context) {
        Require.nonNull(prompt, "prompt");
        CleaningTally tally = new CleaningTally();
        CleanText clean = clean(prompt.text(), tally);
        if (clean.offsets().isIdentity()) {
            return prompt;
        }
        if (clean.text().isBlank() && prompt.attachments().isEmpty()) {
            context.note("text.nothing-visible", "true");
            return prompt;
        }
        tally.report(context);
        return prompt.withText(clean.text(), clean.offsets());
    }

    /** {@return {@code text} cleaned, with its offset map; the same string if there was nothing to clean} */
    public CleanText clean(String text) {
        return clean(Require.nonNull(text, "text"), new CleaningTally());
    }

    private CleanText clean(String text, CleaningTally tally) {
        CleanText clean = CleanText.unchanged(text);
        // One step may uncover work for an earlier one; nearly always the second look finds nothing.
        for (int round = 0; round < MANY_ROUNDS; round++) {
            int needs = CharacterNeeds.of(clean.text());
            boolean changed = false;
            for (Stage stage : stages) {
                if ((needs & stage.needs) != 0) {
                    CleanText next = stage.step.apply(clean.text(), tally);
                    changed |= !next.offsets().isIdentity();
                    clean = clean.then(next);
                }
            }
            if (!changed) {
                break;
            }
        }
        return clean;
    }

    /** A step and what a text must have for the step to find anything. */
    private record Stage(int needs, CleaningStep step) {}

    /** Collects the settings of a cleaner. Not safe for concurrent use. */
    public static final class Builder {
        private boolean encoding = true;
        private boolean terminalEscapes = true;
        private boolean invisible = true;
        private boolean canonicalForm = true;
        private boolean whiteSpace = true;
        private boolean htmlEntities;
        private boolean ligatures;
        private boolean widths;
        private boolean quotes;

        private Builder() {}

        /** Sets whether wrongly decoded text is repaired; on by default. */
        public Builder repairEncoding(boolean repair) {
            this.encoding = repair;
            return this;
        }

        /** Sets whether colours and cursor movements of terminals are removed; on by default. */
        public Builder removeTerminalEscapes(boolean remove) {
            this.terminalEscapes = remove;
            return this;
        }

        /** Sets whether controls and invisible characters are removed and line ends unified; on by default. */
        public Builder removeInvisible(boolean remove) {
            this.invisible = remove;
            return this;
        }

        /** Sets whether characters are composed (normalisation form C); on by default. */
        public Builder compose(boolean compose) {
            this.canonicalForm = compose;
            return this;
        }

        /** Sets whether white space that says nothing is removed; on by default. */
        public Builder collapseWhiteSpace(boolean collapse) {
            this.whiteSpace = collapse;
            return this;
        }

        /** Sets whether HTML entities are decoded in text without any {@code <}; off by default. */
        public Builder decodeHtmlEntities(boolean decode) {
            this.htmlEntities = decode;
            return this;
        }

        /** Sets whether ligatures such as ﬁ are written as letters; off by default. */
        public Builder splitLigatures(boolean split) {
            this.ligatures = split;
            return this;
        }

        /** Sets whether full-width Latin and half-width Katakana get their normal width; off by default. */
        public Builder foldWidths(boolean fold) {
            this.widths = fold;
            return this;
        }

        /** Sets whether curly quotes become straight; off by default. */
        public Builder straightenQuotes(boolean straighten) {
            this.quotes = straighten;
            return this;
        }

        /** {@return the cleaner} */
        public TextCleaner build() {
            return new TextCleaner(this);
        }

        private List<Stage> stages() {
            List<Stage> stages = new ArrayList<>();
            addIf(htmlEntities, CharacterNeeds.ENTITIES, new HtmlEntities(), stages);
            addIf(terminalEscapes, CharacterNeeds.VISIBILITY, new TerminalEscapes(), stages);
            addIf(encoding, CharacterNeeds.ENCODING, EncodingRepair::step, stages);
            boolean folding = ligatures || widths || quotes;
            addIf(folding, CharacterNeeds.FOLDING, new CharacterFolding(ligatures, widths, quotes), stages);
            addIf(invisible, CharacterNeeds.VISIBILITY, new InvisibleCharacters(), stages);
            addIf(canonicalForm, CharacterNeeds.COMPOSITION, new CanonicalForm(), stages);
            addIf(whiteSpace, CharacterNeeds.WHITE_SPACE, new WhiteSpace(), stages);
            return List.copyOf(stages);
        }

        private static void addIf(boolean wanted, int needs, CleaningStep step, List<Stage> stages) {
            if (wanted) {
                stages.add(new Stage(needs, step));
            }
        }
    }
}
