package dev.llmops.remote.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Status and headers of an answer.
 *
 * @param status the HTTP status
 * @param headers the headers, names in lower case; of repeated ones the last
 */
public record ResponseHead(int status, Map<String, String> headers) {
    private static final String[] REQUEST_IDS = {
        "x-request-id", "request-id", "x-amzn-requestid", "apim-request-id", "mistral-correlation-id"
    };

    /** Copies the headers. */
    public ResponseHead {
        headers = Map.copyOf(headers);
    }

    /** {@return the value of a header; {@code name} in lower case} */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** {@return the id under which the provider's support finds the request; empty if there is none} */
    public String requestId() {
        for (String name : REQUEST_IDS) {
            String id = headers.get(name);
            if (id != null) {
                return id;
            }
        }
        return "";
    }

    /** {@return whether the answer says that it is a web page, which no provider sends} */
    public boolean isWebPage() {
        return header("content-type").orElse("").toLowerCase(Locale.ROOT).startsWith("text/html");
    }

    /** {@return whether the request succeeded, as far as the status tells} */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
