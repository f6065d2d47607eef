package dev.llmops.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.model.ListedModel;
import dev.llmops.api.model.ModelCatalog;
import dev.llmops.remote.wire.Authorizer;
import dev.llmops.remote.wire.EnvironmentKey;
import dev.llmops.remote.wire.ModelListing;
import dev.llmops.remote.wire.PathSegment;
import dev.llmops.remote.wire.ProviderLink;
import dev.llmops.remote.wire.Resources;
import java.util.ArrayList;
import java.util.List;

/**
 * The models that a provider lists.
 *
 * <p>Safe for concurrent use. Close it when it is no longer used.
 *
 * <pre>{@code
 * try (RemoteModels models = RemoteModels.openAi(Connection.defaults())) {
 *     models.models(CallControl.detached()).forEach(model -> ...);
 * }
 * }</pre>
 */
public final class RemoteModels implements ModelCatalog, AutoCloseable {
    /** More pages than any provider has; a list that never ends is one of a broken server. */
    private static final int MOST_PAGES = 200;

    private final ProviderLink link;
    private final ModelListing listing;

    private RemoteModels(ModelListing listing, Connection connection, String address, Authorizer authorizer) {
        this.listing = listing;
        this.link = new ProviderLink(listing.provider(), address, authorizer, connection);
    }

    /** {@return the models of OpenAI; the key is in {@code OPENAI_API_KEY} unless the connection has another} */
    public static RemoteModels openAi(Connection connection) {
        return bearer(ModelListing.openAi("openai"), connection, "https://api.openai.com/v1", "OPENAI_API_KEY");
    }

    /** {@return the models of Mistral; the key is in {@code MISTRAL_API_KEY} unless the connection has another} */
    public static RemoteModels mistral(Connection connection) {
        return bearer(ModelListing.openAi("mistral"), connection, "https://api.mistral.ai/v1", "MISTRAL_API_KEY");
    }

    /** {@return the models of Anthropic; the key is in {@code ANTHROPIC_API_KEY} unless the connection has another} */
    public static RemoteModels anthropic(Connection connection) {
        return header(
                ModelListing.anthropic(), connection, "https://api.anthropic.com", "x-api-key", "ANTHROPIC_API_KEY");
    }

    /** {@return the models of Google's AI Studio; the key is in {@code GEMINI_API_KEY} unless the connection has another} */
    public static RemoteModels gemini(Connection connection) {
        return header(
                ModelListing.gemini(),
                connection,
                "https://generativelanguage.googleapis.com/v1beta",
                "x-goog-api-key",
                "GEMINI_API_KEY",
                "GOOGLE_API_KEY");
    }

    /** {@return the models of Cohere; the key is in {@code CO_API_KEY} unless the connection has another} */
    public static RemoteModels cohere(Connection connection) {
        return bearer(ModelListing.cohere(), connection, "https://api.cohere.com", "CO_API_KEY", "COHERE_API_KEY");
    }

    /** {@return the models that an Ollama server has, by default the one on this machine; no key unless the connection has one} */
    public static RemoteModels ollama(Connection connection) {
        return new RemoteModels(
                ModelListing.ollama(),
                connection,
                "http://localhost:11434",
                Authorizer.bearer(connection.credentials().orElseGet(Credentials::none)));
    }

    /**
     * {@return the models of a server that lists them as OpenAI does}
     *
     * @param provider its name, for failures
     * @param connection its address, such as {@code http://localhost:8000/v1}, and its key if it needs one
     */
    public static RemoteModels openAiCompatible(String provider, Connection connection) {
        Require.that(connection.baseUri().isPresent(), "connection", "connection must have a base address");
        return new RemoteModels(
                ModelListing.openAi(Require.nonBlank(provider, "provider")),
                connection,
                "",
                Authorizer.bearer(connection.credentials().orElseGet(Credentials::none)));
    }

    private static RemoteModels bearer(
            ModelListing listing, Connection connection, String address, String... variables) {
        return new RemoteModels(
                listing,
                connection,
                address,
                Authorizer.bearer(connection.credentials().orElseGet(() -> EnvironmentKey.firstOf(variables))));
    }

    private static RemoteModels header(
            ModelListing listing, Connection connection, String address, String header, String... variables) {
        return new RemoteModels(
                listing,
                connection,
                address,
                Authorizer.header(header, connection.credentials().orElseGet(() -> EnvironmentKey.firstOf(variables))));
    }

    @Override
    public List<ListedModel> models(CallControl control) {
        Resources resources = new Resources(link, listing.headers());
        List<ListedModel> all = new ArrayList<>();
        String cursor = "";
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            String query =
                    cursor.isEmpty() ? "" : "&" + listing.cursorParameter() + "=" + PathSegment.of(cursor, "page");
            JsonNode page = resources.page(listing.path() + query, control);
            for (JsonNode entry : page.path(listing.list())) {
                listing.read(entry).ifPresent(all::add);
            }
            String next = listing.next(page);
            if (next.isEmpty() || next.equals(cursor)) {
                return all;
            }
            cursor = next;
        }
        return all;
    }

    /** Closes all connections, unless the transport is shared. */
    @Override
    public void close() {
        link.close();
    }

    /** Shows provider and host. */
    @Override
    public String toString() {
        return "RemoteModels[" + link + "]";
    }
}
