package dev.llmops.core.text;

import dev.llmops.api.pipeline.StageContext;

/** Counts what cleaning did to one text. Not safe for concurrent use. */
final class CleaningTally {
    private static final String PREFIX = "text.";

    private int damage;
    private int controls;
    private int invisible;
    private int bidi;
    private int surrogates;

    void damageRepaired() {
        damage++;
    }

    void controlRemoved() {
        controls++;
    }

    void invisibleRemoved() {
        invisible++;
    }

    void bidiRemoved() {
        bidi++;
    }

    void surrogateReplaced() {
        surrogates++;
    }

    /** Adds what happened, if anything did, to the record of the call: numbers, no text. */
    void report(StageContext context) {
        note(context, "encoding-repairs", damage);
        note(context, "controls-removed", controls);
        note(context, "invisible-removed", invisible);
        note(context, "bidi-controls-removed", bidi);
        note(context, "lone-surrogates-replaced", surrogates);
    }

    private static void note(StageContext context, String what, int count) {
        if (count > 0) {
            context.note(PREFIX + what, Integer.toString(count));
        }
    }
}
