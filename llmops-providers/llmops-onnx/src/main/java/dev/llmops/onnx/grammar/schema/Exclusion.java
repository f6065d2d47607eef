package dev.llmops.onnx.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Shows that what one alternative writes cannot match another one, as {@code oneOf} asks for. */
final class Exclusion {
    private static final Set<String> FREE = Set.of(
            "type",
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "$comment",
            "$schema",
            "$id",
            "$defs",
            "definitions");
    private static final int MOST_DEPTH = 3;

    private Exclusion() {}

    /** {@return whether a schema says more than types and notes} */
    static boolean restricts(JsonNode schema) {
        boolean restricts = false;
        var keywords = schema.fieldNames();
        while (keywords.hasNext()) {
            restricts |= !FREE.contains(keywords.next());
        }
        return restricts;
    }

    /** Fails if something that {@code alternative} writes might match another branch. */
    static void require(Alternative alternative, Alternatives alternatives) {
        for (Schema other : alternative.others()) {
            for (Alternative branch : alternatives.of(List.of(other))) {
                if (!excludes(alternative, branch, alternatives, MOST_DEPTH)) {
                    throw other.refused(
                            "",
                            "is a branch of oneOf that may match together with another branch. Say anyOf, or give"
                                    + " the branches a required member whose const tells them apart");
                }
            }
        }
    }

    private static boolean excludes(Alternative written, Alternative other, Alternatives alternatives, int depth) {
        Set<Type> shared = written.types();
        shared.retainAll(other.types());
        List<JsonNode> values = written.values();
        List<JsonNode> otherValues = other.values();
        if (values != null) {
            shared.removeIf(type -> values.stream().noneMatch(value -> Type.of(value) == type));
        }
        if (otherValues != null) {
            shared.removeIf(type -> otherValues.stream().noneMatch(value -> Type.of(value) == type));
        }
        if (shared.isEmpty()) {
            return true;
        }
        if (values != null && otherValues != null) {
            return JsonText.common(values, otherValues).isEmpty();
        }
        return shared.stream().allMatch(type -> switch (type) {
            case INTEGER, FRACTION -> apart(NumberRange.of(written), NumberRange.of(other));
            case OBJECT -> depth > 0 && objectsExclude(written, other, alternatives, depth);
            default -> false;
        });
    }

    private static boolean apart(NumberRange a, NumberRange b) {
        return a.from(b.low(), b.lowOpen()).to(b.high(), b.highOpen()).isEmpty();
    }

    private static boolean objectsExclude(
            Alternative written, Alternative other, Alternatives alternatives, int depth) {
        Members members = new Members(written);
        Members others = new Members(other);
        boolean onlyNamed = written.parts().stream().anyMatch(part -> part.has("properties"))
                && written.parts().stream().noneMatch(part -> part.has("patternProperties") || isOpen(part));
        if (onlyNamed
                && others.required().stream().anyMatch(name -> !members.named().containsKey(name))) {
            return true;
        }
        if (others.impossible()) {
            return true;
        }
        boolean otherClosed = other.parts().stream()
                .anyMatch(part -> part.node().path("additionalProperties").isBoolean()
                        && !part.node().path("additionalProperties").booleanValue()
                        && !part.has("patternProperties"));
        for (String name : members.required()) {
            Set<Schema> mine = members.named().getOrDefault(name, Set.of());
            if (!others.named().containsKey(name)) {
                if (otherClosed) {
                    return true;
                }
                continue;
            }
            if (differ(mine, others.named().getOrDefault(name, Set.of()), alternatives, depth)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOpen(Schema part) {
        JsonNode additional = part.node().path("additionalProperties");
        return !additional.isMissingNode() && !(additional.isBoolean() && !additional.booleanValue());
    }

    private static boolean differ(Set<Schema> mine, Set<Schema> theirs, Alternatives alternatives, int depth) {
        for (Alternative one : alternatives.of(mine)) {
            for (Alternative two : alternatives.of(theirs)) {
                if (!excludes(one, two, alternatives, depth - 1)) {
                    return false;
                }
            }
        }
        return true;
    }
}
