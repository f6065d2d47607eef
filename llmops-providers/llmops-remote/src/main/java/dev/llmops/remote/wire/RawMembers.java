package dev.llmops.remote.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Members of a request that are given by name, for what this library does not know yet. Immutable. */
public final class RawMembers {
    private static final RawMembers NONE = new RawMembers(Map.of());

    private final Map<String, String> members;

    private RawMembers(Map<String, String> members) {
        this.members = members;
    }

    /** {@return no members} */
    public static RawMembers none() {
        return NONE;
    }

    /**
     * {@return these members and one more}
     *
     * @param name its name
     * @param json its value, as JSON text
     * @throws dev.llmops.api.InvalidInputException if the value is not JSON
     */
    public RawMembers with(String name, String json) {
        Map<String, String> all = new LinkedHashMap<>(members);
        all.put(Require.nonBlank(name, "name"), Json.checked(json, "json"));
        return new RawMembers(all);
    }

    /** {@return the names} */
    public Set<String> names() {
        return members.keySet();
    }

    /** Sets the members in a body; they replace others of their name. */
    public void write(ObjectNode body) {
        members.forEach((name, json) -> body.set(name, Json.read(json)));
    }
}
