package dev.llmops.onnx;

import dev.llmops.onnx.chat.JudgedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides a text that may be longer than the context of a model into pieces that fit.
 *
 * <p>As lm-evaluation-harness does for perplexities: each token is judged exactly once, all windows but the first are
 * full, and before the first judged token of a window stands as much of the text as fits, at least one token.
 */
final class TokenWindows {
    private TokenWindows() {}

    /**
     * {@return the windows of a text}
     *
     * @param before what the text begins behind; may be empty, then the first token is not judged
     * @param tokens the text
     * @param size how many tokens a window may have, more than {@code before} has, at least 2
     */
    static List<JudgedText> of(int[] before, int[] tokens, int size) {
        List<JudgedText> windows = new ArrayList<>();
        int judged = Math.min(tokens.length, size - before.length);
        int[] first = Arrays.copyOf(before, before.length + judged);
        System.arraycopy(tokens, 0, first, before.length, judged);
        if (first.length > Math.max(1, before.length)) {
            windows.add(new JudgedText(first, Math.max(1, before.length)));
        }
        while (judged < tokens.length) {
            int more = Math.min(tokens.length - judged, size - 1);
            int end = judged + more;
            int start = Math.max(0, end - size);
            windows.add(new JudgedText(Arrays.copyOfRange(tokens, start, end), judged - start));
            judged = end;
        }
        return windows;
    }
}
