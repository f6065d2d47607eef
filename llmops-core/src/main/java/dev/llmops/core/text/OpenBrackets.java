package dev.llmops.core.text;

/** The round and square brackets that a paragraph has opened and not closed. */
final class OpenBrackets {
    private static final int DEEPEST = 6;

    private final StringBuilder open = new StringBuilder();
    private boolean broken;

    /** Forgets everything: a new paragraph begins. */
    void clear() {
        open.setLength(0);
        broken = false;
    }

    /** {@return whether a round bracket is open} */
    boolean isRoundOpen() {
        return open.length() > 0 && open.charAt(open.length() - 1) == '(';
    }

    /** Reads one word. Faces and the bracket of an enumeration do not count. */
    void read(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '(' || c == '[') {
                open(c, i > 0 && isFace(word.charAt(i - 1)));
            } else if (c == ')' || c == ']') {
                close(c, i > 0 && isFace(word.charAt(i - 1)));
            }
        }
    }

    /** {@return what closes all that is open; empty if the brackets make no sense} */
    String closers() {
        if (broken) {
            return "";
        }
        StringBuilder closers = new StringBuilder();
        for (int i = open.length() - 1; i >= 0; i--) {
            closers.append(open.charAt(i) == '(' ? ')' : ']');
        }
        return closers.toString();
    }

    private void open(char c, boolean face) {
        if (face) {
            return;
        }
        if (open.length() == DEEPEST) {
            broken = true;
        } else {
            open.append(c);
        }
    }

    private void close(char c, boolean face) {
        int last = open.length() - 1;
        if (last < 0 || face) {
            return;
        }
        boolean matches = open.charAt(last) == (c == ')' ? '(' : '[');
        // An interval such as [0, 1) closes with the other kind, and so do mistakes.
        broken |= !matches;
        open.setLength(last);
    }

    private static boolean isFace(char before) {
        return before == ':' || before == ';' || before == '-';
    }
}
