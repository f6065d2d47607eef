package dev.llmops.onnx.grammar;

import dev.llmops.onnx.grammar.automaton.Nodes;
import dev.llmops.onnx.grammar.pattern.CodePoints;
import dev.llmops.onnx.grammar.pattern.Encoding;
import dev.llmops.onnx.grammar.pattern.Expr;

/** Text without a trigger in it, by the automaton of Knuth, Morris and Pratt over characters. */
final class FreeText {
    private FreeText() {}

    /** {@return text that ends with the first trigger in it} */
    static Expr until(String trigger) {
        return new Expr.Made(
                (emission, next) -> emit(emission.nodes(), trigger.codePoints().toArray(), Nodes.FAIL, next));
    }

    /** {@return text that has no trigger in it} */
    static Expr without(String trigger) {
        return new Expr.Made(
                (emission, next) -> emit(emission.nodes(), trigger.codePoints().toArray(), next, Nodes.FAIL));
    }

    private static int emit(Nodes nodes, int[] trigger, int beforeTrigger, int afterTrigger) {
        int[] states = new int[trigger.length + 1];
        for (int i = 0; i < trigger.length; i++) {
            states[i] = nodes.openFork();
        }
        states[trigger.length] = afterTrigger;
        int[] distinct = java.util.Arrays.stream(trigger).distinct().toArray();
        CodePoints others = CodePoints.ALL;
        for (int c : distinct) {
            others = others.and(CodePoints.of(c).not());
        }
        for (int seen = 0; seen < trigger.length; seen++) {
            int[] targets = new int[distinct.length + 2];
            for (int i = 0; i < distinct.length; i++) {
                int then = states[longestBegin(trigger, seen, distinct[i])];
                targets[i] = then == Nodes.FAIL ? then : Encoding.UTF_8.emit(nodes, CodePoints.of(distinct[i]), then);
            }
            targets[distinct.length] = Encoding.UTF_8.emit(nodes, others, states[0]);
            targets[distinct.length + 1] = beforeTrigger;
            nodes.close(states[seen], targets);
        }
        return states[0];
    }

    /** {@return how much of the trigger the text ends with, after {@code seen} of it and one more character} */
    private static int longestBegin(int[] trigger, int seen, int next) {
        for (int length = seen + 1; length > 0; length--) {
            boolean fits = trigger[length - 1] == next;
            for (int i = 0; fits && i < length - 1; i++) {
                fits = trigger[i] == trigger[seen - length + 1 + i];
            }
            if (fits) {
                return length;
            }
        }
        return 0;
    }
}
