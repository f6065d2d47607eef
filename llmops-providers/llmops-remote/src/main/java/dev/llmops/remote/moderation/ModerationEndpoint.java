package dev.llmops.remote.moderation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Tier;
import dev.llmops.remote.wire.Json;
import dev.llmops.remote.wire.JsonAnswer;
import dev.llmops.remote.wire.ProviderLink;
import dev.llmops.remote.wire.RemoteCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Asks a provider which forbidden topics a text has.
 *
 * <p>Safe for concurrent use. Closing it closes the link.
 */
public final class ModerationEndpoint implements AutoCloseable {
    private final ProviderLink link;
    private final String model;
    private final double threshold;

    /**
     * Creates an endpoint.
     *
     * @param link the way to the provider
     * @param model the model that judges
     * @param threshold from which score on a topic counts, in [0, 1]; NaN to count what the provider itself flags
     */
    public ModerationEndpoint(ProviderLink link, String model, double threshold) {
        this.link = link;
        this.model = model;
        this.threshold = threshold;
    }

    /** {@return a verdict on the whole text for each topic it has; none for a text without words, which is not sent} */
    public List<Finding> findings(String text, CallControl control) {
        if (text.isBlank()) {
            return List.of();
        }
        ObjectNode body = Json.object().put("model", model);
        body.putArray("input").add(text);
        JsonAnswer answer = link.json(RemoteCall.post("/moderations", body, model), control);
        JsonNode results = answer.json().path("results");
        boolean judged = results.isArray() && results.path(0).path("categories").isObject();
        if (!judged) {
            // A text that was not judged must not pass for a harmless one.
            throw link.malformed(answer.head(), answer.text(), model);
        }
        List<Finding> findings = new ArrayList<>();
        for (JsonNode result : results) {
            result.path("categories").properties().forEach(category -> {
                double score = score(result, category.getKey());
                if (counts(category.getValue(), score)) {
                    findings.add(finding(category.getKey(), Double.isNaN(score) ? 1 : score));
                }
            });
        }
        return findings;
    }

    private static double score(JsonNode result, String category) {
        JsonNode score = result.path("category_scores").path(category);
        return score.isNumber() ? Math.max(0, Math.min(1, score.doubleValue())) : Double.NaN;
    }

    private boolean counts(JsonNode flag, double score) {
        return Double.isNaN(threshold) || Double.isNaN(score) ? flag.asBoolean() : score >= threshold;
    }

    private Finding finding(String category, double score) {
        String rule = link.provider() + ".moderation." + category;
        String kind = category.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
        return Finding.ofWhole(rule, kind, score, Tier.STRONG, "judged by " + model);
    }

    /** Closes the link. */
    @Override
    public void close() {
        link.close();
    }

    /** Shows model and host. */
    @Override
    public String toString() {
        return model + " of " + link;
    }
}
