package dev.llmops.eval.judge;

import dev.llmops.api.Require;
import dev.llmops.api.Trust;

/**
 * A text that a judge is shown: material, never an instruction, whatever it says.
 *
 * @param label what it is, such as {@code "answer"}; in words of the application
 * @param text the text as it stands
 * @param trust how far it may be believed, for clients that pass that on
 */
public record Exhibit(String label, String text, Trust trust) {
    /** Checks the components. */
    public Exhibit {
        Require.nonBlank(label, "label");
        Require.nonNull(text, "text");
        Require.nonNull(trust, "trust");
        Require.that(
                label.chars().noneMatch(c -> c < ' ' || c == '[' || c == ']'),
                "label",
                "label must hold no brackets and no control characters");
    }

    /** {@return what was asked} */
    public static Exhibit question(String text) {
        return new Exhibit("question", text, Trust.USER);
    }

    /** {@return what is judged} */
    public static Exhibit answer(String text) {
        return new Exhibit("answer", text, Trust.MODEL);
    }

    /** {@return an answer that is known to be right} */
    public static Exhibit reference(String text) {
        return new Exhibit("reference answer", text, Trust.USER);
    }

    /** Shows label and length only. */
    @Override
    public String toString() {
        return "Exhibit[" + label + ", " + text.length() + " characters]";
    }
}
