package dev.llmops.remote.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.model.ListedModel;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one provider lists its models; differences are data.
 *
 * @param provider the provider's name
 * @param path where the list is, with the query of its first page
 * @param list the member of a page that is the list
 * @param id the members of an entry that may be its id, the first that is there counts
 * @param cursorParameter the parameter that asks for a later page
 * @param cursor the member of a page that names the next one; empty where there is one page
 * @param headers headers that every request needs
 */
public record ModelListing(
        String provider,
        String path,
        String list,
        List<String> id,
        String cursorParameter,
        String cursor,
        Map<String, String> headers) {
    private static final String GEMINI_PREFIX = "models/";
    private static final List<String> SHUTDOWN = List.of("shutdown_date", "deprecation", "deprecation_date");
    private static final List<String> CONTEXT = List.of(
            "context_length",
            "max_context_length",
            "context_window",
            "inputTokenLimit",
            "max_input_tokens",
            "max_model_len");
    private static final List<String> OUTPUT =
            List.of("outputTokenLimit", "max_output_tokens", "max_completion_tokens", "max_tokens");

    /** {@return the form of OpenAI, which most others have} */
    public static ModelListing openAi(String provider) {
        return new ModelListing(provider, "/models", "data", List.of("id"), "", "", Map.of());
    }

    /** {@return the form of Anthropic} */
    public static ModelListing anthropic() {
        return new ModelListing(
                "anthropic",
                "/v1/models?limit=1000",
                "data",
                List.of("id"),
                "after_id",
                "last_id",
                Map.of("anthropic-version", "2023-06-01"));
    }

    /** {@return the form of Google's AI Studio} */
    public static ModelListing gemini() {
        return new ModelListing(
                "gemini", "/models?pageSize=1000", "models", List.of("name"), "pageToken", "nextPageToken", Map.of());
    }

    /** {@return the form of Cohere} */
    public static ModelListing cohere() {
        return new ModelListing(
                "cohere",
                "/v1/models?page_size=1000",
                "models",
                List.of("name"),
                "page_token",
                "next_page_token",
                Map.of());
    }

    /** {@return the form of Ollama} */
    public static ModelListing ollama() {
        return new ModelListing("ollama", "/api/tags", "models", List.of("model", "name"), "", "", Map.of());
    }

    /** {@return what asks for the page after {@code page}; empty after the last} */
    public String next(JsonNode page) {
        boolean ended = page.has("has_more") && !page.path("has_more").asBoolean();
        return cursor.isEmpty() || ended ? "" : Json.text(page, cursor);
    }

    /** {@return a model, if the entry names one} */
    public Optional<ListedModel> read(JsonNode entry) {
        String name = first(entry, id);
        if (name.isBlank()) {
            return Optional.empty();
        }
        // A client asks for the model without the prefix.
        String plain = name.startsWith(GEMINI_PREFIX) && name.length() > GEMINI_PREFIX.length()
                ? name.substring(GEMINI_PREFIX.length())
                : name;
        ListedModel.Builder model = ListedModel.builder(plain)
                .name(first(entry, List.of("display_name", "displayName")))
                .owner(Json.text(entry, "owned_by"))
                .rawJson(entry.toString());
        Instant created = created(entry);
        if (created != null) {
            model.createdAt(created);
        }
        LocalDate shutdown = date(first(entry, SHUTDOWN));
        if (shutdown != null) {
            model.shutdownDate(shutdown);
        }
        limit(entry, CONTEXT).ifPresent(model::contextWindow);
        limit(entry, OUTPUT).ifPresent(model::maxOutputTokens);
        return Optional.of(model.build());
    }

    private static @Nullable Instant created(JsonNode entry) {
        Instant created = WireTime.of(entry, "created");
        return created == null ? WireTime.of(entry, "created_at") : created;
    }

    private static String first(JsonNode entry, List<String> members) {
        for (String member : members) {
            String text = Json.text(entry, member);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static Optional<Integer> limit(JsonNode entry, List<String> members) {
        for (String member : members) {
            int tokens = Json.integer(entry, member).orElse(0);
            if (tokens > 0) {
                return Optional.of(tokens);
            }
        }
        return Optional.empty();
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return text.length() > 10
                    ? OffsetDateTime.parse(text).toLocalDate()
                    : text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            // What cannot be read is as if it were not there.
            return null;
        }
    }
}
