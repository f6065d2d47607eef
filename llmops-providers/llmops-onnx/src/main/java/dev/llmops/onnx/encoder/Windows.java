package dev.llmops.onnx.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A long text in overlapping parts, each as long as a model takes it, with the special tokens around every part.
 *
 * <p>Every token belongs to the part in which it stands furthest from a cut, since there the model knows most about
 * what is around it. Immutable.
 */
public final class Windows {
    private final List<TokenizedText> parts = new ArrayList<>();
    private final int[] starts;
    private final int[] owners;
    private final int before;

    private Windows(TokenizedText text, int[] content, int[] before, int[] after, int size, int step) {
        this.before = before.length;
        this.owners = new int[content.length];
        int count = content.length <= size ? 1 : 1 + (content.length - size + step - 1) / step;
        this.starts = new int[count];
        int[] depths = new int[content.length];
        for (int part = 0; part < count; part++) {
            // The last part ends with the text, and so overlaps more than it must.
            int start = Math.max(0, Math.min(part * step, content.length - size));
            int end = Math.min(content.length, start + size);
            starts[part] = start;
            parts.add(text.at(IntStream.concat(
                            IntStream.concat(
                                    IntStream.of(before),
                                    IntStream.range(start, end).map(i -> content[i])),
                            IntStream.of(after))
                    .toArray()));
            for (int i = start; i < end; i++) {
                int left = start == 0 ? Integer.MAX_VALUE : i - start + 1;
                int right = end == content.length ? Integer.MAX_VALUE : end - i;
                if (Math.min(left, right) > depths[i]) {
                    depths[i] = Math.min(left, right);
                    owners[i] = part;
                }
            }
        }
    }

    /**
     * {@return the parts of a text}
     *
     * @param text the whole text
     * @param longest how many tokens a part may have, special ones included
     * @param overlap how many tokens two parts share at least
     */
    public static Windows of(TokenizedText text, int longest, int overlap) {
        int[] content = IntStream.range(0, text.length())
                .filter(i -> !text.isSpecial(i))
                .toArray();
        int first = content.length == 0 ? text.length() : content[0];
        int last = content.length == 0 ? text.length() : content[content.length - 1] + 1;
        int[] before = IntStream.range(0, first).toArray();
        int[] after = IntStream.range(last, text.length()).toArray();
        int size = Math.max(1, longest - before.length - after.length);
        return new Windows(text, content, before, after, size, Math.max(1, size - overlap));
    }

    /** {@return the parts, in order} */
    public List<TokenizedText> parts() {
        return List.copyOf(parts);
    }

    /** {@return how many tokens the text has, special ones left out} */
    public int length() {
        return owners.length;
    }

    /** {@return which part a token belongs to} */
    public int owner(int token) {
        return owners[token];
    }

    /** {@return where in its part a token stands} */
    public int place(int token) {
        return before + token - starts[owners[token]];
    }
}
