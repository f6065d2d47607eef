package dev.llmops.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.ConfigurationException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record or bean.
 *
 * <p>Filled in after it was made, since a type may contain itself; immutable from then on.
 */
final class ObjectShape implements Shape {
    private final Class<?> type;
    private final String tag;
    private final String description;
    private List<Property> properties = List.of();
    private @Nullable Maker maker;
    private int uses = 1;

    ObjectShape(Class<?> type, String tag, String description) {
        this.type = type;
        this.tag = tag;
        this.description = description;
    }

    void fill(List<Property> properties, Maker maker) {
        this.properties = properties;
        this.maker = maker;
    }

    void usedAgain() {
        uses++;
    }

    boolean shared() {
        return uses > 1;
    }

    String name() {
        return type.getSimpleName();
    }

    boolean hasProperty(String name) {
        return properties.stream().anyMatch(property -> property.name().equals(name));
    }

    String tag() {
        return tag;
    }

    @Override
    public ObjectNode schema(Definitions definitions) {
        return definitions.of(this);
    }

    /** {@return the schema written out} */
    ObjectNode members(Definitions definitions) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        ObjectNode members = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        if (!tag.isEmpty()) {
            members.putObject(Union.TAG).put("type", "string").putArray("enum").add(tag);
            required.add(Union.TAG);
        }
        for (Property property : properties) {
            ObjectNode member = property.shape().schema(definitions);
            if (!property.description().isEmpty()) {
                member.put("description", property.description());
            }
            members.set(property.name(), member);
            if (!property.shape().optional()) {
                required.add(property.name());
            }
        }
        return schema.put("additionalProperties", false);
    }

    @Override
    public @Nullable Object read(JsonNode node, Reading reading) {
        int before = reading.problems();
        @Nullable Object[] values = new @Nullable Object[properties.size()];
        boolean[] present = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            Property property = properties.get(i);
            JsonNode member = node.get(property.name());
            int mark = reading.enter(property.name());
            present[i] = member != null;
            values[i] = member == null
                    ? property.shape().absent()
                    : property.shape().read(member, reading);
            reading.leave(mark);
        }
        return reading.problems() > before ? null : make(values, present, reading);
    }

    private @Nullable Object make(@Nullable Object[] values, boolean[] present, Reading reading) {
        try {
            return Objects.requireNonNull(maker, "maker").make(values, present);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            // Not its message: that may quote the answer.
            String failure = e.getCause() == null
                    ? "an exception"
                    : e.getCause().getClass().getSimpleName();
            reading.problem("was refused by " + name() + " with " + failure);
            return null;
        } catch (ReflectiveOperationException e) {
            throw new ConfigurationException("No " + type.getName() + " can be created: " + e.getMessage(), e);
        }
    }

    /** Makes an object of the values of its properties, in their order. */
    @FunctionalInterface
    interface Maker {
        Object make(@Nullable Object[] values, boolean[] present) throws ReflectiveOperationException;
    }

    /**
     * A member of an object.
     *
     * @param name its name in JSON
     * @param description what it is, for the model; may be empty
     * @param shape its value
     */
    record Property(String name, String description, Shape shape) {}
}
