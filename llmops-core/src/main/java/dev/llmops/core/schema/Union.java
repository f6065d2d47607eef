package dev.llmops.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the types that a sealed interface permits, told apart by a member with the name of the type.
 *
 * <p>Filled in after it was made, since a type may contain itself; immutable from then on.
 */
final class Union implements Shape {
    /** The member that names the type. */
    static final String TAG = "type";

    private List<ObjectShape> choices = List.of();

    void fill(List<ObjectShape> choices) {
        this.choices = choices;
    }

    @Override
    public ObjectNode schema(Definitions definitions) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ArrayNode anyOf = schema.putArray("anyOf");
        choices.forEach(choice -> anyOf.add(choice.schema(definitions)));
        return schema;
    }

    @Override
    public @Nullable Object read(JsonNode node, Reading reading) {
        String tag = node.path(TAG).asText();
        for (ObjectShape choice : choices) {
            if (choice.tag().equals(tag)) {
                return choice.read(node, reading);
            }
        }
        reading.problem("must name a type it can be, as \"" + TAG + "\"");
        return null;
    }
}
