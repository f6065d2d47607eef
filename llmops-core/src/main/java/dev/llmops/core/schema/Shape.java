package dev.llmops.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** How a Java type looks in JSON: what schema it has, and how a value is made of JSON that matches. */
sealed interface Shape
        permits Shapes.Scalar, Shapes.Choice, Shapes.OrNull, Shapes.Items, Shapes.Members, ObjectShape, Union {
    /** {@return the schema, with the objects it shares as references into {@code definitions}} */
    ObjectNode schema(Definitions definitions);

    /**
     * {@return the value that {@code node} stands for; null also where a problem was found}
     *
     * @param node JSON that matches the schema
     */
    @Nullable Object read(JsonNode node, Reading reading);

    /** {@return the value of a member that is missing} */
    default @Nullable Object absent() {
        return null;
    }

    /** {@return whether a member of this shape may be missing} */
    default boolean optional() {
        return false;
    }
}
