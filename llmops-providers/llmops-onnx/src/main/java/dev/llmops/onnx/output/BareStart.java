package dev.llmops.onnx.output;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether an answer that has begun may be a call without any mark: JSON with a telling key, or a list of Python calls. */
enum BareStart {
    /** It cannot be one. */
    NO,
    /** It is one, or may become one. */
    MAYBE;

    private static final Pattern JSON =
            Pattern.compile("\\s*(\\{\\s*(\"(name|type|function|parameters|arguments|id)\"(\\s*:[\\s\\S]*)?)?)?");
    private static final Pattern PYTHON = Pattern.compile("\\s*\\[\\s*([A-Za-z_][\\w.-]*(\\s*\\([\\s\\S]*)?)?");

    static BareStart of(CharSequence answer) {
        return mayMatch(JSON, answer) || mayMatch(PYTHON, answer) ? MAYBE : NO;
    }

    private static boolean mayMatch(Pattern pattern, CharSequence answer) {
        Matcher matcher = pattern.matcher(answer);
        return matcher.matches() || matcher.hitEnd();
    }
}
