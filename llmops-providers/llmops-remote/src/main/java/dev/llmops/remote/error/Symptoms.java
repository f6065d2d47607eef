package dev.llmops.remote.error;

import java.util.List;

/**
 * What is known of a failure before it is classed.
 *
 * @param status the HTTP status, or the one that stands for what the body tells; 0 if neither is known
 * @param names the names of the failure, as {@link ErrorNames#plain} leaves them
 * @param text what the body says, in lower case
 * @param isDeclared whether the provider says that it is an error, in a stream or in the body
 * @param body the body
 */
record Symptoms(int status, List<String> names, String text, boolean isDeclared, ErrorBody body) {
    boolean hasStatus(int... statuses) {
        for (int candidate : statuses) {
            if (candidate == status) {
                return true;
            }
        }
        return false;
    }

    boolean isNamed(List<String> candidates) {
        return names.stream().anyMatch(candidates::contains);
    }

    boolean says(List<String> phrases) {
        return phrases.stream().anyMatch(text::contains);
    }
}
