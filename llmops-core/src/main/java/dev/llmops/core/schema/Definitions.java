package dev.llmops.core.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The objects that a schema describes once and refers to from several places. Not safe for concurrent use. */
final class Definitions {
    private final Shape root;
    private final IdentityHashMap<ObjectShape, String> names = new IdentityHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, ObjectNode> schemas = new LinkedHashMap<>();
    private boolean insideRoot;

    private Definitions(Shape root) {
        this.root = root;
    }

    /** {@return the complete schema of {@code root}} */
    static ObjectNode describe(Shape root) {
        Definitions definitions = new Definitions(root);
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.setAll(root.schema(definitions));
        if (!definitions.schemas.isEmpty()) {
            ObjectNode defs = schema.putObject("$defs");
            definitions.schemas.forEach(defs::set);
        }
        return schema;
    }

    /** {@return the schema of an object: written out if this is the only place that needs it, else a reference} */
    ObjectNode of(ObjectShape shape) {
        if (shape == root) {
            if (insideRoot) {
                return reference("#");
            }
            insideRoot = true;
            return shape.members(this);
        }
        if (!shape.shared()) {
            return shape.members(this);
        }
        String name = names.get(shape);
        if (name == null) {
            name = freeName(shape.name());
            names.put(shape, name);
            schemas.put(name, JsonNodeFactory.instance.objectNode()); // keeps the order of first mention
            schemas.put(name, shape.members(this));
        }
        return reference("#/$defs/" + name);
    }

    private String freeName(String wanted) {
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + i;
        }
        return name;
    }

    private static ObjectNode reference(String pointer) {
        return JsonNodeFactory.instance.objectNode().put("$ref", pointer);
    }
}
