package dev.llmops.remote.error;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The words by which providers name failures, each with the HTTP status that stands for the same. */
final class ErrorNames {
    private static final Map<String, Integer> STATUS = Map.ofEntries(
            // Anthropic
            Map.entry("invalid_request_error", 400),
            Map.entry("authentication_error", 401),
            Map.entry("billing_error", 402),
            Map.entry("permission_error", 403),
            Map.entry("not_found_error", 404),
            Map.entry("request_too_large", 413),
            Map.entry("rate_limit_error", 429),
            Map.entry("api_error", 500),
            Map.entry("timeout_error", 504),
            Map.entry("overloaded_error", 529),
            // OpenAI and those that speak its format
            Map.entry("invalid_api_key", 401),
            Map.entry("invalid_authentication", 401),
            Map.entry("insufficient_quota", 429),
            Map.entry("rate_limit_exceeded", 429),
            Map.entry("rate_limited", 429),
            Map.entry("too_many_requests", 429),
            Map.entry("1300", 429),
            Map.entry("server_error", 500),
            Map.entry("internal_server_error", 500),
            Map.entry("internal_error", 500),
            Map.entry("engine_overloaded", 503),
            Map.entry("server_is_overloaded", 503),
            Map.entry("slow_down", 503),
            Map.entry("unavailable_error", 503),
            Map.entry("service_unavailable", 503),
            Map.entry("vector_store_timeout", 504),
            Map.entry("tool_use_failed", 400),
            Map.entry("context_length_exceeded", 400),
            Map.entry("exceed_context_size_error", 400),
            Map.entry("content_filter", 400),
            Map.entry("content_policy_violation", 400),
            Map.entry("data_residency_mismatch", 400),
            Map.entry("empty_image_file", 400),
            Map.entry("failed_to_download_image", 400),
            Map.entry("model_not_found", 404),
            // Google
            Map.entry("failed_precondition", 400),
            Map.entry("out_of_range", 400),
            Map.entry("api_key_invalid", 401),
            Map.entry("unauthenticated", 401),
            Map.entry("permission_denied", 403),
            Map.entry("not_found", 404),
            Map.entry("aborted", 409),
            Map.entry("already_exists", 409),
            Map.entry("resource_exhausted", 429),
            Map.entry("internal", 500),
            Map.entry("unimplemented", 501),
            Map.entry("unavailable", 503),
            Map.entry("deadline_exceeded", 504),
            // AWS, without "Exception" at the end
            Map.entry("validation", 400),
            Map.entry("unrecognizedclient", 401),
            Map.entry("expiredtoken", 401),
            Map.entry("missingauthenticationtoken", 401),
            Map.entry("incompletesignature", 401),
            Map.entry("invalidsignature", 401),
            Map.entry("accessdenied", 403),
            Map.entry("resourcenotfound", 404),
            Map.entry("modeltimeout", 408),
            Map.entry("conflict", 409),
            Map.entry("modelerror", 424),
            Map.entry("modelstreamerror", 424),
            Map.entry("throttling", 429),
            Map.entry("modelnotready", 429),
            Map.entry("servicequotaexceeded", 400),
            Map.entry("internalserver", 500),
            Map.entry("internalfailure", 500),
            Map.entry("serviceunavailable", 503),
            // Text Generation Inference
            Map.entry("generation", 424),
            Map.entry("overloaded", 429),
            Map.entry("incomplete_generation", 500));

    private static final List<String> CALLERS_FAULT =
            List.of("invalid", "unsupported", "missing", "bad_request", "badrequest", "image_");

    private ErrorNames() {}

    /** {@return a name without what AWS puts around it: {@code ns#ThrottlingException:http://…}} */
    static String unqualified(String name) {
        String word = name.substring(name.indexOf('#') + 1).strip();
        int colon = word.indexOf(':');
        return colon >= 0 ? word.substring(0, colon) : word;
    }

    /** {@return a name as it is looked up: in lower case, without {@code Exception} at its end} */
    static String plain(String name) {
        String word = unqualified(name).toLowerCase(Locale.ROOT);
        return word.endsWith("exception") ? word.substring(0, word.length() - "exception".length()) : word;
    }

    /** {@return the status that the first known of some plain names stands for; 0 if none is known} */
    static int status(List<String> names) {
        for (String name : names) {
            Integer status = STATUS.get(name);
            if (status != null) {
                return status;
            }
        }
        return names.stream().anyMatch(ErrorNames::blamesCaller) ? 400 : 0;
    }

    /** {@return whether a name tells more than that something failed} */
    static boolean isKnown(String name) {
        return STATUS.containsKey(plain(name));
    }

    private static boolean blamesCaller(String name) {
        return CALLERS_FAULT.stream().anyMatch(name::startsWith);
    }
}
