package dev.llmops.remote.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.CallControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The things that a provider keeps under ids: files, jobs. Safe for concurrent use. */
public final class Resources {
    private final ProviderLink link;
    private final Map<String, String> headers;

    /** Creates the resources at the end of {@code link}. */
    public Resources(ProviderLink link) {
        this(link, Map.of());
    }

    /** Creates the resources at the end of {@code link}, for which every request needs {@code headers}. */
    public Resources(ProviderLink link, Map<String, String> headers) {
        this.link = link;
        this.headers = Map.copyOf(headers);
    }

    /** {@return the way to the provider} */
    public ProviderLink link() {
        return link;
    }

    /** {@return the resource at {@code path}, which has an id} */
    public JsonNode get(String path, CallControl control) {
        return withId(link.json(RemoteCall.get(path).with(headers), control), "");
    }

    /**
     * Creates or changes a resource.
     *
     * @return it, with its id
     */
    public JsonNode post(String path, ObjectNode body, String model, CallControl control) {
        return withId(link.json(RemoteCall.post(path, body, model).with(headers), control), model);
    }

    /**
     * Creates a resource by a call of its own, such as an upload.
     *
     * @return it, with its id
     */
    public JsonNode create(RemoteCall call, CallControl control) {
        return withId(link.json(call.with(headers), control), call.model());
    }

    /** {@return the lines at {@code path}; must be closed} */
    public JsonLines lines(String path, CallControl control) {
        return link.lines(RemoteCall.get(path).with(headers), control);
    }

    /** Deletes a resource. */
    public void delete(String path, CallControl control) {
        link.tell(
                new RemoteCall("DELETE", path, Map.of("accept", "application/json"), new byte[0], "", Map.of())
                        .with(headers),
                control);
    }

    /** {@return the resources that the list at {@code path} holds, in its order; those without an id are left out} */
    public List<JsonNode> list(String path, CallControl control) {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode entry : page(path, control).path("data")) {
            if (!Json.text(entry, "id").isEmpty()) {
                all.add(entry);
            }
        }
        return all;
    }

    /** {@return a page of a list, which must be an object} */
    public JsonNode page(String path, CallControl control) {
        JsonAnswer answer = link.json(RemoteCall.get(path).with(headers), control);
        if (!answer.json().isObject() || Json.has(answer.json(), "error")) {
            throw link.malformed(answer.head(), answer.text(), "");
        }
        return answer.json();
    }

    private JsonNode withId(JsonAnswer answer, String model) {
        if (Json.text(answer.json(), "id").isEmpty()) {
            throw link.malformed(answer.head(), answer.text(), model);
        }
        return answer.json();
    }
}
