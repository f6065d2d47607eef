package dev.llmops.onnx.grammar.schema;

import dev.llmops.onnx.grammar.automaton.Nodes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Objects: the members that the schema names, in its order, then others where it speaks of others.
 *
 * <p>Names of other members may repeat, which JSON leaves open; so they count once where a fewest number of members is
 * asked for.
 */
final class ObjectForm {
    private static final int MOST_COUNTED = 200_000;

    private final SchemaNodes values;
    private final Nodes nodes;

    ObjectForm(SchemaNodes values) {
        this.values = values;
        this.nodes = values.nodes();
    }

    int emit(Alternative alternative, int next) {
        return new Emitting(alternative, next).emit();
    }

    private final class Emitting {
        private final Members members;
        private final List<Map.Entry<String, Set<Schema>>> named;
        private final List<FreeNames> free;
        private final Alternative alternative;
        private final int min;
        private final int max;
        private final int counted;
        private final int close;

        Emitting(Alternative alternative, int next) {
            this.alternative = alternative;
            this.members = new Members(alternative);
            this.named = List.copyOf(members.named().entrySet());
            this.free = FreeNames.of(alternative, members);
            this.close = values.spacing().pad(nodes, nodes.bytes('}', '}', next));
            int least = alternative.greatest("minProperties");
            int most = alternative.least("maxProperties");
            this.min = least <= members.required().size() ? 0 : least;
            this.max = free.isEmpty() && most >= named.size() ? Nodes.UNBOUNDED : most;
            this.counted = Math.max(1, Math.max(min, max == Nodes.UNBOUNDED ? 0 : max));
        }

        int emit() {
            if (members.required().size() > max || members.impossible()) {
                return Nodes.FAIL;
            }
            if (min > named.size() + (free.isEmpty() ? 0 : 1)) {
                throw alternative
                        .with("minProperties")
                        .get(0)
                        .refused("minProperties", "asks for more members than the schema names");
            }
            if ((counted + 1L) * named.size() > MOST_COUNTED) {
                throw alternative.parts().get(0).refused("properties", "has too many members to count");
            }
            int[] rest = new int[counted + 1];
            for (int count = 0; count <= counted; count++) {
                rest[count] = end(count);
            }
            for (int i = named.size() - 1; i >= 0; i--) {
                rest = member(i, rest);
            }
            return nodes.bytes('{', '{', values.spacing().pad(nodes, rest[0]));
        }

        /** {@return for each count of members written, the node that goes on with member {@code i}} */
        private int[] member(int i, int[] rest) {
            String name = named.get(i).getKey();
            Map<Integer, Integer> pairs = new HashMap<>();
            int[] before = new int[counted + 1];
            for (int count = 0; count <= counted; count++) {
                int then = count == max ? Nodes.FAIL : rest[Math.min(count + 1, counted)];
                int pair = pairs.computeIfAbsent(then, node -> pair(name, i, node));
                int written = count == 0 ? pair : values.spacing().comma(nodes, pair);
                before[count] = members.required().contains(name) ? written : nodes.fork(written, rest[count]);
            }
            return before;
        }

        private int pair(String name, int i, int next) {
            int value = next == Nodes.FAIL ? next : values.value(named.get(i).getValue(), next);
            int colon = nodes.bytes('"', '"', values.spacing().colon(nodes, value));
            return nodes.bytes('"', '"', nodes.text(JsonText.inner(name), colon));
        }

        /** The members without a name in the schema, and the end. */
        private int end(int count) {
            int done = count >= min ? close : Nodes.FAIL;
            if (free.isEmpty() || count == max || count + 1 < min) {
                return done;
            }
            int more = max == Nodes.UNBOUNDED ? max : max - count - 1;
            int others;
            if (more == Nodes.UNBOUNDED) {
                int fork = nodes.openFork();
                nodes.close(fork, values.spacing().comma(nodes, freePair(fork)), close);
                others = fork;
            } else {
                others = nodes.loop(values.spacing().comma(nodes, freePair(Nodes.END)), 0, more, close);
            }
            int first = freePair(others);
            return nodes.fork(done, count == 0 ? first : values.spacing().comma(nodes, first));
        }

        private int freePair(int next) {
            List<Integer> ways = new ArrayList<>();
            for (FreeNames names : free) {
                int value = values.value(names.schemas(), next);
                int colon = nodes.bytes('"', '"', values.spacing().colon(nodes, value));
                ways.add(nodes.bytes('"', '"', names.emit(values.emission(), colon)));
            }
            return nodes.fork(ways.stream().mapToInt(Integer::intValue).toArray());
        }
    }
}
