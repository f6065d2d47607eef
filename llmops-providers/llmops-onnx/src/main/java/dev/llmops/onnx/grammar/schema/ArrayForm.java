package dev.llmops.onnx.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.llmops.onnx.grammar.automaton.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Arrays: the items at the begin, those after them, and how many there are. */
final class ArrayForm {
    private static final int MOST_UNIQUE = 8;

    private final SchemaNodes values;
    private final Nodes nodes;

    ArrayForm(SchemaNodes values) {
        this.values = values;
        this.nodes = values.nodes();
    }

    int emit(Alternative alternative, int next) {
        int min = alternative.greatest("minItems");
        int max = alternative.least("maxItems");
        if (min > max) {
            return Nodes.FAIL;
        }
        int close = values.spacing().pad(nodes, nodes.bytes(']', ']', next));
        int prefix = 0;
        for (Schema part : alternative.parts()) {
            prefix = Math.max(prefix, part.node().path("prefixItems").size());
        }
        if (max > 1 && isUnique(alternative)) {
            return opened(unique(alternative, prefix, min, max, close));
        }
        int tail = tail(alternative, prefix, min, max, close);
        for (int i = Math.min(prefix, max) - 1; i >= 0; i--) {
            int item = values.value(items(alternative, i), tail);
            int more = i == 0 ? item : values.spacing().comma(nodes, item);
            tail = i < min ? more : nodes.fork(more, close);
        }
        return opened(tail);
    }

    private int opened(int content) {
        return nodes.bytes('[', '[', values.spacing().pad(nodes, content));
    }

    /** The items after the first {@code prefix} ones, and the end. */
    private int tail(Alternative alternative, int prefix, int min, int max, int close) {
        if (prefix >= max) {
            return close;
        }
        Set<Schema> rest = items(alternative, Integer.MAX_VALUE);
        int need = Math.max(0, min - prefix);
        int most = max == Nodes.UNBOUNDED ? max : max - prefix;
        if (prefix > 0) {
            return several(rest, need, most, close);
        }
        int first = values.value(
                rest, several(rest, Math.max(0, need - 1), most == Nodes.UNBOUNDED ? most : most - 1, close));
        return need > 0 ? first : nodes.fork(first, close);
    }

    /** Items with a comma before each. */
    private int several(Set<Schema> items, int min, int max, int close) {
        if (min == 0 && max == Nodes.UNBOUNDED) {
            int fork = nodes.openFork();
            nodes.close(fork, values.spacing().comma(nodes, values.value(items, fork)), close);
            return fork;
        }
        int body = values.spacing().comma(nodes, values.value(items, Nodes.END));
        return nodes.loop(body, min, max, close);
    }

    private static Set<Schema> items(Alternative alternative, int index) {
        Set<Schema> all = new LinkedHashSet<>();
        for (Schema part : alternative.parts()) {
            List<Schema> first = part.list("prefixItems");
            if (index < first.size()) {
                all.add(first.get(index));
            } else if (part.has("items")) {
                all.add(part.at("items"));
            }
        }
        return all;
    }

    private static boolean isUnique(Alternative alternative) {
        return alternative.with("uniqueItems").stream()
                .anyMatch(part -> part.node().path("uniqueItems").asBoolean());
    }

    /** A rule for each set of values that are left, so only for few values. */
    private int unique(Alternative alternative, int prefix, int min, int max, int close) {
        Schema at = alternative.with("uniqueItems").get(0);
        List<JsonNode> all = prefix > 0 ? List.of() : listed(items(alternative, 0), at);
        if (all.isEmpty() || all.size() > MOST_UNIQUE) {
            throw at.refused(
                    "uniqueItems", "is supported only for items of at most " + MOST_UNIQUE + " values that are listed");
        }
        int[] left = new int[1 << all.size()];
        for (int used = left.length - 1; used >= 0; used--) {
            int count = Integer.bitCount(used);
            int[] ways = new int[all.size() + 1];
            for (int i = 0; i < all.size(); i++) {
                boolean possible = (used & (1 << i)) == 0 && count < max;
                ways[i] = possible ? unique(all.get(i), count > 0, left[used | (1 << i)]) : Nodes.FAIL;
            }
            ways[all.size()] = count >= min ? close : Nodes.FAIL;
            left[used] = nodes.fork(ways);
        }
        return left[0];
    }

    private int unique(JsonNode value, boolean after, int next) {
        int node = nodes.text(JsonText.bytes(value, values.spacing()), next);
        return after ? values.spacing().comma(nodes, node) : node;
    }

    private List<JsonNode> listed(Set<Schema> items, Schema at) {
        List<JsonNode> all = new ArrayList<>();
        for (Alternative alternative : values.alternatives(items)) {
            List<JsonNode> listed = alternative.values();
            if (listed != null) {
                all.addAll(values.matching(alternative, listed));
                continue;
            }
            for (Type type : alternative.types()) {
                switch (type) {
                    case NULL -> all.add(NullNode.getInstance());
                    case BOOLEAN -> all.addAll(List.of(BooleanNode.TRUE, BooleanNode.FALSE));
                    default -> throw at.refused("uniqueItems", "is supported only for items whose values are listed");
                }
            }
        }
        List<JsonNode> distinct = new ArrayList<>();
        for (JsonNode value : all) {
            if (distinct.stream().noneMatch(other -> JsonText.same(Objects.requireNonNull(other), value))) {
                distinct.add(value);
            }
        }
        return distinct;
    }
}
