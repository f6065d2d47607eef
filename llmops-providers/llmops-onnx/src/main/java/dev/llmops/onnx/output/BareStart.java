package dev.llmops.onnx.output;

import java.util.Set;

/** Tells whether an answer that has begun may be a call without any mark: JSON with a telling key, or Python in a list. */
final class BareStart {
    private static final Set<String> KEYS = Set.of("name", "type", "function", "parameters", "arguments", "id");

    private final CharSequence answer;
    private int at;

    private BareStart(CharSequence answer) {
        this.answer = answer;
    }

    /** {@return whether the answer is a call, or may become one} Looks at its beginning only. */
    static boolean mayBeCall(CharSequence answer) {
        BareStart start = new BareStart(answer);
        start.skipBlank();
        return start.atEnd() || start.takes('{') && start.mayBeKey() || start.takes('[') && start.mayBeName();
    }

    private boolean mayBeKey() {
        skipBlank();
        if (atEnd()) {
            return true;
        }
        if (!takes('"')) {
            return false;
        }
        int start = at;
        while (!atEnd() && answer.charAt(at) != '"') {
            at++;
        }
        String key = answer.subSequence(start, at).toString();
        return atEnd() ? KEYS.stream().anyMatch(each -> each.startsWith(key)) : KEYS.contains(key);
    }

    private boolean mayBeName() {
        skipBlank();
        int start = at;
        while (!atEnd() && (Character.isLetterOrDigit(answer.charAt(at)) || "_.-".indexOf(answer.charAt(at)) >= 0)) {
            at++;
        }
        boolean named = at > start && !Character.isDigit(answer.charAt(start));
        skipBlank();
        return atEnd() || named && takes('(');
    }

    private boolean takes(char letter) {
        boolean here = !atEnd() && answer.charAt(at) == letter;
        at += here ? 1 : 0;
        return here;
    }

    private void skipBlank() {
        while (!atEnd() && Character.isWhitespace(answer.charAt(at))) {
            at++;
        }
    }

    private boolean atEnd() {
        return at == answer.length();
    }
}
