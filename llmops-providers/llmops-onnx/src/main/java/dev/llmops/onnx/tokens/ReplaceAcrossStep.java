package dev.llmops.onnx.tokens;

/** A text is replaced by another wherever it occurs, whatever pieces it comes in. */
final class ReplaceAcrossStep implements PieceSink {
    private final String pattern;
    private final String replacement;
    private final PieceSink next;
    private final StringBuilder held = new StringBuilder();

    ReplaceAcrossStep(String pattern, String replacement, PieceSink next) {
        this.pattern = pattern;
        this.replacement = replacement;
        this.next = next;
    }

    @Override
    public void accept(String piece) {
        held.append(piece);
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int at = find(from); at >= 0; at = find(from)) {
            text.append(held, from, at).append(replacement);
            from = at + pattern.length();
        }
        int safe = held.length() - beginning(from);
        text.append(held, from, safe);
        held.delete(0, safe);
        if (!text.isEmpty()) {
            next.accept(text.toString());
        }
    }

    private int find(int from) {
        return pattern.isEmpty() ? -1 : held.indexOf(pattern, from);
    }

    /** {@return the length of the longest end of what is held, after {@code from}, that the pattern begins with} */
    private int beginning(int from) {
        int length = Math.min(Math.max(0, pattern.length() - 1), held.length() - from);
        while (length > 0 && !pattern.startsWith(held.substring(held.length() - length))) {
            length--;
        }
        return length;
    }

    @Override
    public void end() {
        if (!held.isEmpty()) {
            next.accept(held.toString());
            held.setLength(0);
        }
        next.end();
    }
}
