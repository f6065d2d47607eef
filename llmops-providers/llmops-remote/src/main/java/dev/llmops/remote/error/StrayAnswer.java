package dev.llmops.remote.error;

import dev.llmops.remote.http.ResponseHead;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What came in place of an answer: told by its kind, its content type and its length, never by what it says.
 *
 * @param kind what it is
 * @param mediaType the content type without its parameters; empty if there is none, or none that can be shown
 * @param bytes how long it is; negative if only its beginning is known
 */
record StrayAnswer(Kind kind, String mediaType, long bytes) {
    /** Shown in messages, so it must not be able to hold a sentence. */
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}");

    private static final Pattern PAGE =
            Pattern.compile("\\A[\\s\\uFEFF]{0,200}<(?:!doctype\\s{1,20}html|html)\\b", Pattern.CASE_INSENSITIVE);

    private static final String OR_LATER = " Else try again later, or use a fallback.";

    /** What can come. */
    enum Kind {
        WEB_PAGE("web-page"),
        NOTHING("empty-answer"),
        NOT_JSON("not-json"),
        NO_RESULT("no-result");

        private final String code;

        Kind(String code) {
            this.code = code;
        }
    }

    static StrayAnswer of(ResponseHead head, ErrorBody body, long bytes) {
        String type = head.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        int parameters = type.indexOf(';');
        String mediaType = (parameters < 0 ? type : type.substring(0, parameters)).strip();
        String shown = MEDIA_TYPE.matcher(mediaType).matches() ? mediaType : "";
        return new StrayAnswer(kind(mediaType, body), shown, bytes);
    }

    private static Kind kind(String mediaType, ErrorBody body) {
        if (body.isJson()) {
            return Kind.NO_RESULT;
        }
        if (body.original().isBlank()) {
            return Kind.NOTHING;
        }
        boolean isNamed = mediaType.equals("text/html") || mediaType.equals("application/xhtml+xml");
        return isNamed || PAGE.matcher(body.original()).find() ? Kind.WEB_PAGE : Kind.NOT_JSON;
    }

    boolean isPage() {
        return kind == Kind.WEB_PAGE;
    }

    String code() {
        return kind.code;
    }

    /** {@return what came under a status of success or of a refusal, and what to do} */
    String advice() {
        return switch (kind) {
            case WEB_PAGE ->
                "A web page came in place of an answer" + facts() + ", as a proxy's login sends it, or another server"
                        + " than the provider's. Check the base address, and the proxy on the way.";
            case NOTHING -> "The answer is empty. Check that the base address is the provider's." + OR_LATER;
            case NOT_JSON ->
                "What came is not JSON" + facts() + ". Check that the base address is the provider's." + OR_LATER;
            case NO_RESULT ->
                "The answer is JSON without a result. Check that the base address is the provider's." + OR_LATER;
        };
    }

    /** {@return what came with a failure that may pass, and what to do} */
    String adviceToWait() {
        return "A web page came with it" + facts() + ", so it is from a gateway or proxy on the way. Try again later or"
                + " use a fallback.";
    }

    private String facts() {
        String type = mediaType.isEmpty() ? "of no content type" : mediaType;
        return " (" + type + (bytes < 0 ? "" : String.format(Locale.ROOT, ", %,d bytes", bytes)) + ")";
    }
}
