package dev.llmops.remote.error;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the body of an error tells, whichever of the known shapes it has.
 *
 * <p>Any text has a body: one that is no JSON tells its words only. Reading takes linear time and
 * never fails.
 */
final class ErrorBody {
    /** Causes stand in the first lines; what follows may be a page of HTML or the request itself. */
    private static final int LONGEST_TEXT = 8_000;

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:#/-]{1,120}");
    private static final Pattern MEMBER =
            Pattern.compile("\"(?:code|type|status|error_type|error_code|reason|__type)\"\\s{0,8}:\\s{0,8}"
                    + "\"([A-Za-z0-9_.-]{1,80})\"");
    private static final List<String> COMPLAINTS = List.of("message", "Message", "msg", "detail");

    /** What marks an error and does not name it. */
    private static final List<String> EMPTY_NAMES = List.of("error", "response.failed", "None");

    /** In seconds; a number beyond may be as long as the body. */
    private static final double FOREVER = 1e12;

    private static final List<String> STATUS_MEMBERS =
            List.of("status_code", "http_status_code", "raw_status_code", "statusCode", "code", "status");

    private final String original;
    private final JsonNode root;
    private final JsonNode error;
    private final boolean declared;

    private ErrorBody(String original, JsonNode root) {
        this.original = original;
        this.root = root;
        JsonNode found = ErrorJson.declared(root);
        this.declared = !found.isMissingNode();
        this.error = declared ? found : root;
    }

    static ErrorBody of(String text) {
        return new ErrorBody(text, ErrorJson.parse(text));
    }

    /** {@return whether the body says that it is an error; one of a good answer does not} */
    boolean isDeclared() {
        return declared;
    }

    /** {@return whether the body has the shape of a complaint, which a good answer may have too} */
    boolean isComplaint() {
        return COMPLAINTS.stream().anyMatch(member -> root.path(member).isTextual());
    }

    /** {@return whether the body is JSON, or at least begins with a whole value of it} */
    boolean isJson() {
        return !root.isMissingNode();
    }

    /** {@return the text of the body as it came} */
    String original() {
        return original;
    }

    /** {@return the texts that say what went wrong, in lower case} */
    String text() {
        if (!root.isContainerNode()) {
            return shortened(root.isTextual() ? root.asText() : original);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode node : sources()) {
            add(texts, node.isTextual() ? node : node.path("message"));
            add(texts, node.path("Message"));
            add(texts, node.path("msg"));
            add(texts, node.path("error"));
            add(texts, node.path("detail"));
            add(texts, node.path("metadata").path("raw"));
            for (JsonNode detail : node.path("detail")) {
                add(texts, detail.path("msg"));
            }
        }
        for (JsonNode problem : root.path("error")) {
            add(texts, problem);
        }
        return shortened(String.join("\n", texts));
    }

    /** {@return the words by which the provider names the failure, the most telling first} */
    List<String> names() {
        if (root.isMissingNode()) {
            return membersOfBrokenJson();
        }
        List<String> names = new ArrayList<>();
        for (JsonNode node : sources()) {
            addName(names, node.path("code"));
            addName(names, node.path("details").path("error_code"));
            for (JsonNode detail : node.path("details")) {
                addName(names, detail.path("reason"));
            }
            addName(names, node.path("innererror").path("code"));
            addName(names, node.path("__type"));
            addName(names, node.path("error_type"));
            addName(names, node.path("type"));
            addName(names, node.path("status"));
        }
        for (JsonNode detail : root.path("detail")) {
            addName(names, detail.path("type"));
        }
        return names;
    }

    /** {@return the HTTP status that the body states; 0 if it states none} */
    int status() {
        for (JsonNode node : sources()) {
            for (String member : STATUS_MEMBERS) {
                int status = status(node.path(member));
                if (status != 0) {
                    return status;
                }
            }
        }
        return 0;
    }

    /** {@return the parameter that was wrong; empty if none is named} */
    String param() {
        String param = error.path("param").asText("");
        if (param.isEmpty() || param.equals("null")) {
            param = path(root.path("detail").path(0).path("loc"));
        }
        for (JsonNode detail : error.path("details")) {
            if (param.isEmpty()) {
                param = detail.path("fieldViolations").path(0).path("field").asText("");
            }
        }
        return param.length() > 200 ? param.substring(0, 200) : param;
    }

    /** {@return the id of the request; empty if there is none} */
    String requestId() {
        for (String member : List.of("request_id", "requestId")) {
            for (JsonNode node : sources()) {
                if (node.path(member).isTextual()) {
                    return node.path(member).asText();
                }
            }
        }
        // Beside an error object it is the id of an answer, not of a request.
        boolean ownId =
                !declared && root.path("message").isTextual() && root.path("id").isTextual();
        return ownId ? root.path("id").asText() : "";
    }

    /** {@return whether a quota of a day is used up} */
    boolean isDailyQuota() {
        for (JsonNode detail : error.path("details")) {
            for (JsonNode violation : detail.path("violations")) {
                String quota = violation.path("quotaId").asText("");
                if (quota.toLowerCase(Locale.ROOT).contains("perday")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** {@return whether the body tells that the content was refused} */
    boolean isBlocked() {
        return root.path("promptFeedback").path("blockReason").isTextual()
                || error.path("metadata").has("flagged_input")
                || error.path("innererror").has("content_filter_result");
    }

    /** {@return the wait in a detail of Google's errors, such as {@code 34s}; empty if there is none} */
    String retryDelay() {
        for (JsonNode detail : error.path("details")) {
            JsonNode delay = detail.path("retryDelay");
            if (delay.isObject()) {
                return delay.path("seconds").asText("0") + "s";
            }
            if (delay.isTextual()) {
                return delay.asText();
            }
        }
        return "";
    }

    /** {@return in how many seconds the model will be loaded; empty if that is not told} */
    String estimatedTime() {
        for (JsonNode node : sources()) {
            if (node.path("estimated_time").isNumber()) {
                double seconds = Math.max(0, node.path("estimated_time").doubleValue());
                return BigDecimal.valueOf(Math.min(seconds, FOREVER)).toPlainString();
            }
        }
        return "";
    }

    /** {@return the headers of the provider behind the one that answered; names in lower case} */
    Map<String, String> innerHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        error.path("metadata").path("headers").properties().forEach(header -> {
            if (header.getValue().isValueNode()) {
                headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText());
            }
        });
        return headers;
    }

    private List<JsonNode> sources() {
        return declared ? List.of(error, root) : List.of(root);
    }

    /** A body that was cut short still tells its codes. */
    private List<String> membersOfBrokenJson() {
        List<String> names = new ArrayList<>();
        String start = original.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            Matcher member = MEMBER.matcher(start.substring(0, Math.min(start.length(), LONGEST_TEXT)));
            while (member.find()) {
                addName(names, TextNode.valueOf(member.group(1)));
            }
        }
        return names;
    }

    private static int status(JsonNode node) {
        int status = 0;
        if (node.isIntegralNumber() && node.canConvertToInt()) {
            status = node.intValue();
        } else if (node.isTextual() && node.asText().matches("\\d{3}")) {
            status = Integer.parseInt(node.asText());
        }
        return status >= 400 && status <= 599 ? status : 0;
    }

    private static String path(JsonNode steps) {
        StringBuilder path = new StringBuilder();
        for (JsonNode step : steps) {
            if (path.length() > 0) {
                path.append('.');
            }
            path.append(step.asText());
        }
        return path.toString();
    }

    private static void addName(List<String> names, JsonNode node) {
        boolean isWord = WORD.matcher(node.asText()).matches() && !node.isBoolean() && !node.isNull();
        if (isWord && status(node) == 0 && !EMPTY_NAMES.contains(node.asText())) {
            names.add(node.asText());
        }
    }

    private static void add(List<String> texts, JsonNode node) {
        if (node.isTextual()) {
            texts.add(node.asText());
        }
    }

    private static String shortened(String text) {
        String kept = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        return kept.toLowerCase(Locale.ROOT);
    }
}
