package dev.llmops.core.text;

import dev.llmops.api.Require;

/**
 * Repairs text that was UTF-8 and was read in another encoding ("mojibake"), also more than once.
 *
 * <p>A linear scan looks for characters that would be the bytes of a UTF-8 sequence in one of twelve
 * single-byte encodings; a text without any, which is nearly every text, is returned as it is. Otherwise,
 * until nothing changes: if all of the text decodes in one encoding and some of it cannot be natural, it
 * is decoded; else the runs that cannot be natural are decoded where they stand; else C1 controls become
 * what they are in Windows-1252. Bytes lost on the way leave U+FFFD.
 *
 * <p>Total, idempotent, linear in the length for each level of damage. Safe for concurrent use.
 */
public final class EncodingRepair {
    private static final int MANY_LEVELS = 40;

    private EncodingRepair() {}

    /** {@return {@code text}, repaired if it is damaged; the same instance if not} */
    public static CleanText repair(String text) {
        Require.nonNull(text, "text");
        if (firstBeyondAscii(text) == text.length()) {
            return CleanText.unchanged(text);
        }
        CleanText repaired = CleanText.unchanged(text);
        // Each level leaves fewer sequences; the bound is beyond what the length of a string allows.
        for (int level = 0; level < MANY_LEVELS; level++) {
            CleanText next = new DamageScan(repaired.text()).repairOneLevel();
            if (next.offsets().isIdentity()) {
                break;
            }
            repaired = repaired.then(next);
        }
        return repaired;
    }

    /** {@return whether {@link #repair} would change {@code text}} */
    public static boolean isDamaged(String text) {
        Require.nonNull(text, "text");
        return firstBeyondAscii(text) < text.length()
                && !new DamageScan(text).repairOneLevel().offsets().isIdentity();
    }

    /** The repair as a step of a cleaner. */
    static CleanText step(String text, CleaningTally tally) {
        CleanText repaired = repair(text);
        if (!repaired.offsets().isIdentity()) {
            tally.damageRepaired();
        }
        return repaired;
    }

    private static int firstBeyondAscii(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) >= 0x80) {
                return i;
            }
        }
        return length;
    }
}
