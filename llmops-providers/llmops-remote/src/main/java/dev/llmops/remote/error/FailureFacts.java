package dev.llmops.remote.error;

import dev.llmops.api.Require;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.api.model.SendPhase;
import dev.llmops.remote.http.ResponseHead;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One failed answer on its way to the facts of its failure. */
final class FailureFacts {
    private static final int LONGEST_BODY = 2_048;
    private static final String REDIRECT_CODE = "redirect";

    // Both are shown in messages, so they must not be able to hold a sentence.
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_./-]{1,80}");
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_.:=+/-]{1,128}");

    private final Origin origin;
    private final ResponseHead head;
    private final ErrorBody body;
    private final StrayAnswer stray;
    private final Instant now;
    private final List<String> names;
    private final Symptoms symptoms;

    /**
     * Reads an answer.
     *
     * @param framed what the framing calls it, empty if that marks no error
     * @param bytes how long it is; negative if only its beginning is known
     */
    FailureFacts(Origin origin, ResponseHead head, String framed, ErrorBody body, long bytes, Instant now) {
        this.origin = Require.nonNull(origin, "origin");
        this.head = Require.nonNull(head, "head");
        this.body = body;
        this.stray = StrayAnswer.of(head, body, bytes);
        this.now = now;
        boolean isDeclared = body.isDeclared() || !framed.isEmpty();
        // Under a success, what is no error object is an answer or a page, and its words tell nothing.
        boolean isHeard = isDeclared || body.isComplaint() || !head.isSuccess();
        this.names = isHeard ? names(head, framed, body) : List.of();
        List<String> plain = names.stream().map(ErrorNames::plain).toList();
        this.symptoms = new Symptoms(isHeard ? status(plain) : 0, plain, isHeard ? body.text() : "", isDeclared, body);
    }

    ProviderFailure failure(SendPhase phase) {
        ErrorClass errorClass = FailureTable.classOf(symptoms);
        ProviderFailure.Builder failure = ProviderFailure.builder(origin.provider(), origin.model(), errorClass)
                .status(symptoms.status() == 0 ? head.status() : symptoms.status())
                .code(errorClass == ErrorClass.MALFORMED ? stray.code() : code())
                .advice(advice(errorClass))
                .param(body.param())
                .requestId(requestId())
                .phase(phase)
                .retryable(isRetryable(errorClass))
                .body(text());
        Duration wait = retryAfter(errorClass);
        return (wait == null ? failure : failure.retryAfter(wait)).build();
    }

    private static List<String> names(ResponseHead head, String framed, ErrorBody body) {
        List<String> names = new ArrayList<>();
        if (ErrorNames.isKnown(framed)) {
            names.add(framed);
        }
        head.header("x-amzn-errortype").ifPresent(names::add);
        names.addAll(body.names());
        return names;
    }

    private int status(List<String> plain) {
        if (!head.isSuccess()) {
            return head.status();
        }
        return body.status() != 0 ? body.status() : ErrorNames.status(plain);
    }

    private String code() {
        if (isRedirect()) {
            return REDIRECT_CODE;
        }
        for (String name : names) {
            String code = ErrorNames.unqualified(name);
            if (CODE.matcher(code).matches()) {
                return code;
            }
        }
        if (stray.isPage()) {
            return stray.code();
        }
        return body.status() == 0 ? "" : Integer.toString(body.status());
    }

    /** {@return what to do where what is usual for the class would mislead; empty elsewhere} */
    private String advice(ErrorClass errorClass) {
        if (errorClass == ErrorClass.MALFORMED) {
            return stray.advice();
        }
        if (isRedirect()) {
            return "It redirects, which is not followed, so that the key goes nowhere else. Set the base address to"
                    + " that of the provider; failure().body() tells where the redirect leads.";
        }
        if (stray.isPage()) {
            return errorClass.isRetryable() ? stray.adviceToWait() : stray.advice();
        }
        return "";
    }

    private String requestId() {
        String id = head.requestId().isEmpty() ? body.requestId() : head.requestId();
        return REQUEST_ID.matcher(id).matches() ? id : "";
    }

    private boolean isRetryable(ErrorClass errorClass) {
        if (errorClass == ErrorClass.QUOTA || head.isSuccess()) {
            return errorClass.isRetryable();
        }
        return switch (head.header("x-should-retry").orElse("").strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> errorClass.isRetryable();
        };
    }

    private @Nullable Duration retryAfter(ErrorClass errorClass) {
        Map<String, String> headers = new LinkedHashMap<>(body.innerHeaders());
        if (!head.isSuccess()) {
            headers.putAll(head.headers());
        }
        Duration wait = RetryAfter.of(headers, body, now);
        if (wait == null && errorClass == ErrorClass.RATE_LIMITED) {
            return RateLimits.of(headers, now).likelyReset().orElse(null);
        }
        return wait;
    }

    private boolean isRedirect() {
        return head.status() >= 300 && head.status() < 400;
    }

    private String text() {
        String text = body.original().strip();
        if (isRedirect() && head.header("location").isPresent()) {
            // What comes with it is mostly a page that says no more.
            text = target(head.header("location").orElse(""));
        }
        if (text.length() <= LONGEST_BODY) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_BODY - 1)) ? LONGEST_BODY - 1 : LONGEST_BODY;
        return text.substring(0, end);
    }

    /** Leaves out user and query, which may hold a key. */
    private static String target(String location) {
        try {
            URI uri = new URI(location);
            String host = uri.getHost() == null ? "" : uri.getScheme() + "://" + uri.getHost();
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return "redirect to " + host + port + (uri.getPath() == null ? "" : uri.getPath());
        } catch (URISyntaxException unreadable) {
            return "";
        }
    }
}
