package dev.llmops.remote.error;

import dev.llmops.api.model.ErrorClass;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Classes failures: the first row that matches wins, and special rows come before those that only
 * read the status, because providers hide money, length and refusals behind 400, 403 and 429.
 */
final class FailureTable {
    private static final Pattern QUOTA_NAME =
            Pattern.compile("(?:.*[_.-])?(?:billing|credits?|spend|spending|payment)(?:[_.-].*)?"
                    + "|insufficient_(?:quota|balance|funds)|exceeded_current_quota_error"
                    + "|servicequotaexceeded|paymentrequired");
    private static final List<String> QUOTA_PHRASES = List.of(
            "insufficient_quota",
            "credit balance is too low",
            "insufficient balance",
            "insufficient credits",
            "billing hard limit",
            "spend limit",
            "spending limit",
            "specified api usage limits",
            "free-models-per-day",
            "calls / month");

    /** Google says it of minutes too, and then names the quota. */
    private static final String CURRENT_QUOTA = "exceeded your current quota";

    private static final List<String> GOOGLE_LIMIT = List.of("resource_exhausted");

    private static final List<String> FILTER_NAMES = List.of(
            "content_filter",
            "content_filtered",
            "responsibleaipolicyviolation",
            "guardrail_intervened",
            "data_inspection_failed");
    private static final List<String> FILTER_PHRASES = List.of(
            "content_policy_violation",
            "content management policy",
            "content filtering policy",
            "our safety system",
            "flagged as potentially violating",
            "content exists risk");

    private static final List<String> MISSING_NAMES = List.of(
            "model_not_found",
            "not_found_error",
            "not_found",
            "resourcenotfound",
            "deploymentnotfound",
            "invalid_model",
            "model_not_supported");
    private static final List<String> MISSING_PHRASES =
            List.of("model identifier is invalid", "is not a valid model id", "model not exist");
    private static final Pattern UNSUPPORTED_MODEL = Pattern.compile("^model \\S{1,200} is not supported");

    private static final List<String> BUSY_NAMES = List.of(
            "overloaded_error",
            "overloaded",
            "modelnotready",
            "engine_overloaded",
            "server_is_overloaded",
            "slow_down");
    private static final List<String> BUSY_PHRASES = List.of("rate-limited upstream", "model is overloaded");

    private static final List<String> BAD_KEY_PHRASES = List.of("incorrect api key", "api key not valid");

    /** What llama.cpp says, under 500, of requests it cannot read. */
    private static final List<String> UNREADABLE_PHRASES = List.of(
            "json.exception.",
            "parse error at",
            "failed to parse messages",
            "failed to parse tools",
            "invalid json",
            "missing required parameter",
            "unsupported param");

    private static final Set<ErrorClass> BEYOND_STATUS =
            EnumSet.of(ErrorClass.AUTH, ErrorClass.RATE_LIMITED, ErrorClass.OVERLOADED, ErrorClass.CONFLICT);

    private FailureTable() {}

    static ErrorClass classOf(Symptoms symptoms) {
        if (isQuota(symptoms)) {
            return ErrorClass.QUOTA;
        }
        if (ContextLimit.isRate(symptoms)) {
            return ErrorClass.RATE_LIMITED;
        }
        if (ContextLimit.isExceeded(symptoms)) {
            return ErrorClass.CONTEXT_TOO_LONG;
        }
        if (isFiltered(symptoms)) {
            return ErrorClass.CONTENT_FILTERED;
        }
        if (isMissing(symptoms)) {
            return ErrorClass.NOT_FOUND;
        }
        if (isBusy(symptoms)) {
            return ErrorClass.OVERLOADED;
        }
        return byStatusAndName(symptoms);
    }

    private static boolean isQuota(Symptoms symptoms) {
        boolean isNamed = symptoms.names().stream()
                .anyMatch(name -> QUOTA_NAME.matcher(name).matches());
        if (isNamed || symptoms.hasStatus(402) || symptoms.body().isDailyQuota()) {
            return true;
        }
        if (!symptoms.hasStatus(0, 400, 403, 429)) {
            return false;
        }
        boolean current = symptoms.text().contains(CURRENT_QUOTA) && !symptoms.isNamed(GOOGLE_LIMIT);
        return current || symptoms.says(QUOTA_PHRASES);
    }

    private static boolean isFiltered(Symptoms symptoms) {
        if (symptoms.body().isBlocked() || symptoms.isNamed(FILTER_NAMES)) {
            return true;
        }
        if (symptoms.names().stream().anyMatch(name -> name.endsWith("_policy") || name.endsWith("policy_violation"))) {
            return true;
        }
        return symptoms.hasStatus(0, 400, 403, 422) && symptoms.says(FILTER_PHRASES);
    }

    private static boolean isMissing(Symptoms symptoms) {
        if (symptoms.hasStatus(404, 410) || symptoms.isNamed(MISSING_NAMES)) {
            return true;
        }
        return symptoms.hasStatus(0, 400, 422)
                && (symptoms.says(MISSING_PHRASES)
                        || UNSUPPORTED_MODEL.matcher(symptoms.text()).find());
    }

    private static boolean isBusy(Symptoms symptoms) {
        if (symptoms.isNamed(BUSY_NAMES)) {
            return true;
        }
        boolean loading = !symptoms.body().estimatedTime().isEmpty();
        return symptoms.hasStatus(0, 424, 429, 500, 502, 503) && (loading || symptoms.says(BUSY_PHRASES));
    }

    private static ErrorClass byStatusAndName(Symptoms symptoms) {
        if (symptoms.status() == 0) {
            return symptoms.isDeclared() ? ErrorClass.SERVER : ErrorClass.MALFORMED;
        }
        if (symptoms.hasStatus(400, 403, 413, 422)) {
            ErrorClass named = byStatus(ErrorNames.status(symptoms.names()));
            if (BEYOND_STATUS.contains(named)) {
                return named;
            }
            if (symptoms.says(BAD_KEY_PHRASES)) {
                return ErrorClass.AUTH;
            }
        }
        if (symptoms.hasStatus(500) && symptoms.says(UNREADABLE_PHRASES)) {
            return ErrorClass.INVALID;
        }
        return byStatus(symptoms.status());
    }

    private static ErrorClass byStatus(int status) {
        return switch (status) {
            case 401, 403, 407, 498 -> ErrorClass.AUTH;
            case 402 -> ErrorClass.QUOTA;
            case 404, 410 -> ErrorClass.NOT_FOUND;
            case 408, 424, 425 -> ErrorClass.SERVER;
            case 409 -> ErrorClass.CONFLICT;
            case 429 -> ErrorClass.RATE_LIMITED;
            case 499 -> ErrorClass.TRANSPORT;
            case 501 -> ErrorClass.INVALID;
            case 503, 529 -> ErrorClass.OVERLOADED;
            default -> status >= 500 ? ErrorClass.SERVER : ErrorClass.INVALID;
        };
    }
}
