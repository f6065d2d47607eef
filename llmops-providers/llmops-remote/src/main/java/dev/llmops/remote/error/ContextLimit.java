package dev.llmops.remote.error;

import java.util.List;
import java.util.regex.Pattern;

/** Recognises that a request was longer than the model takes; every provider says so in other words. */
final class ContextLimit {
    private static final List<String> NAMES =
            List.of("context_length_exceeded", "exceed_context_size_error", "context_window_exceeded");

    private static final List<String> PHRASES = List.of(
            "context_length_exceeded",
            "maximum context length",
            "context window",
            "exceeds the context length",
            "available context size",
            "longer than the maximum model length",
            "prompt is too long",
            "input is too long",
            "too many input tokens",
            "too many tokens",
            "too large for model",
            "exceed context limit",
            "input length and `max_tokens` exceed",
            "`inputs` tokens + `max_new_tokens` must be",
            "exceeds the maximum number of tokens");

    /** Said of other things than tokens too. */
    private static final List<String> VAGUE = List.of("exceed the configured limit", "exceeds the limit of");

    private static final List<String> OTHER_THINGS = List.of("byte", "image", "file", "tool", "page", " mb");
    private static final Pattern FEWER_TOKENS = Pattern.compile("must have less than .{0,40}tokens");
    private static final List<String> TOO_LARGE_IN_BYTES = List.of("request_too_large");
    private static final List<String> RATES = List.of("tokens per min", "(tpm)");

    private ContextLimit() {}

    static boolean isExceeded(Symptoms symptoms) {
        // "Too many tokens" is also said of a rate.
        boolean isRate = ErrorNames.status(symptoms.names()) == 429;
        if (!symptoms.hasStatus(0, 400, 413, 422, 500) || isRate || symptoms.isNamed(TOO_LARGE_IN_BYTES)) {
            return false;
        }
        return symptoms.isNamed(NAMES)
                || symptoms.says(PHRASES)
                || (symptoms.says(VAGUE) && speaksOfTokens(symptoms))
                || FEWER_TOKENS.matcher(symptoms.text()).find();
    }

    /** {@return whether the request is larger than the tokens allowed per minute, which sounds alike} */
    static boolean isRate(Symptoms symptoms) {
        return symptoms.text().contains("request too large") && symptoms.says(RATES);
    }

    private static boolean speaksOfTokens(Symptoms symptoms) {
        return symptoms.text().contains("token") || !symptoms.says(OTHER_THINGS);
    }
}
