package dev.llmops.onnx.tokens;

/**
 * Text that is whole characters.
 *
 * <p>Half of a surrogate pair has no place in UTF-8, and it does not spoil its own place only: the native tokenizer
 * takes a text with one for bytes of unknown meaning, and every character beyond U+FFFF in it is lost. Texts that were
 * cut at a number of UTF-16 units have such halves.
 */
public final class SoundText {
    private static final char REPLACEMENT = '\uFFFD';

    private SoundText() {}

    /** {@return {@code text} with U+FFFD in the place of each half of a surrogate pair; as long as before} */
    public static String of(String text) {
        StringBuilder changed = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            changed = changed == null ? new StringBuilder(text) : changed;
            changed.setCharAt(i, REPLACEMENT);
        }
        return changed == null ? text : changed.toString();
    }
}
