package dev.llmops.remote.conformance;

import dev.llmops.api.model.ErrorClass;
import dev.llmops.remote.recordings.Recording;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Which classes an error may have, judged by its status and a few plain words, apart from the code under test. */
final class ExpectedErrors {
    private ExpectedErrors() {}

    static Set<ErrorClass> of(Recording recording) {
        String text = recording.response().text().toLowerCase(Locale.ROOT);
        return switch (recording.response().status()) {
            case 400, 413, 422 -> badRequest(text);
            case 401 -> EnumSet.of(ErrorClass.AUTH);
            case 402 -> EnumSet.of(ErrorClass.QUOTA);
            case 403 -> EnumSet.of(ErrorClass.AUTH, ErrorClass.QUOTA, ErrorClass.CONTENT_FILTERED);
            case 404 -> EnumSet.of(ErrorClass.NOT_FOUND);
            case 409 -> EnumSet.of(ErrorClass.CONFLICT);
            case 429 ->
                text.contains("quota") || text.contains("billing")
                        ? EnumSet.of(ErrorClass.QUOTA, ErrorClass.RATE_LIMITED)
                        : EnumSet.of(ErrorClass.RATE_LIMITED, ErrorClass.OVERLOADED);
            case 503, 529 -> EnumSet.of(ErrorClass.OVERLOADED);
            case 500 -> EnumSet.of(ErrorClass.SERVER, ErrorClass.INVALID, ErrorClass.CONTEXT_TOO_LONG);
            default ->
                recording.response().status() > 500
                        ? EnumSet.of(ErrorClass.SERVER, ErrorClass.OVERLOADED)
                        : EnumSet.complementOf(
                                EnumSet.of(ErrorClass.TIMEOUT, ErrorClass.TRANSPORT, ErrorClass.TRUNCATED));
        };
    }

    private static Set<ErrorClass> badRequest(String text) {
        if (text.contains("api_key_invalid")) {
            return EnumSet.of(ErrorClass.AUTH);
        }
        if (text.contains("context length") || text.contains("context_length") || text.contains("too long")) {
            return EnumSet.of(ErrorClass.CONTEXT_TOO_LONG);
        }
        if (text.contains("content_filter") || text.contains("content_policy")) {
            return EnumSet.of(ErrorClass.CONTENT_FILTERED);
        }
        if (text.contains("model identifier") || text.contains("is not supported") || text.contains("not found")) {
            return EnumSet.of(ErrorClass.NOT_FOUND, ErrorClass.INVALID);
        }
        return EnumSet.of(ErrorClass.INVALID);
    }
}
