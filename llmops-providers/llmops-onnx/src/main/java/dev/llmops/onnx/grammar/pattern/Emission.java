package dev.llmops.onnx.grammar.pattern;

import dev.llmops.onnx.grammar.automaton.Nodes;
import dev.llmops.onnx.grammar.automaton.Program;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/** Turns expressions into the nodes of one automaton. Not safe for concurrent use. */
public final class Emission {
    private final Nodes nodes = new Nodes();
    private final IdentityHashMap<Object, Integer> rules = new IdentityHashMap<>();
    private final Deque<Runnable> pending = new ArrayDeque<>();

    /** Starts without any node. */
    public Emission() {}

    /** {@return the nodes emitted so far} */
    public Nodes nodes() {
        return nodes;
    }

    /** {@return the automaton of {@code expr}} */
    public Program program(Expr expr, Encoding encoding, boolean[] usable) {
        int start = emit(expr, encoding, Nodes.END);
        while (!pending.isEmpty()) {
            pending.removeFirst().run();
        }
        return Program.of(nodes, start, usable);
    }

    /** {@return the automaton of {@code expr}, with all bytes usable} */
    public static Program program(Expr expr, Encoding encoding) {
        boolean[] all = new boolean[256];
        Arrays.fill(all, true);
        return new Emission().program(expr, encoding, all);
    }

    /** {@return a node that takes {@code expr}} */
    public int emit(Expr expr, Encoding encoding, int next) {
        if (next == Nodes.FAIL) {
            return Nodes.FAIL;
        }
        if (expr instanceof Expr.Chars chars) {
            return encoding.emit(nodes, chars.set(), next);
        } else if (expr instanceof Expr.Text text) {
            return nodes.text(text.bytes(), next);
        } else if (expr instanceof Expr.Texts texts) {
            return Trie.emit(nodes, texts.texts(), next);
        } else if (expr instanceof Expr.Sequence sequence) {
            int node = next;
            List<Expr> parts = sequence.parts();
            for (int i = parts.size() - 1; i >= 0; i--) {
                node = emit(parts.get(i), encoding, node);
            }
            return node;
        } else if (expr instanceof Expr.Choice choice) {
            return nodes.fork(choice.options().stream()
                    .mapToInt(option -> emit(option, encoding, next))
                    .toArray());
        } else if (expr instanceof Expr.Repeat repeat) {
            return repeat(repeat, encoding, next);
        } else if (expr instanceof Expr.Reference reference) {
            Expr.Rule rule = reference.rule();
            return call(rule, end -> emit(Objects.requireNonNull(rule.body()), encoding, end), next);
        } else if (expr instanceof Expr.Made made) {
            return made.emitter().emit(this, next);
        }
        throw new IllegalStateException("an anchor was left in an expression");
    }

    /** Emits the body of a rule that ends with {@code end}. */
    @FunctionalInterface
    public interface Body {
        /** {@return the node to start from} */
        int emit(int end);
    }

    /**
     * {@return a node that passes through the rule that {@code key} stands for}
     *
     * @param key the rule, told apart by identity
     * @param body what emits it; called once, later
     */
    public int call(Object key, Body body, int next) {
        Integer known = rules.get(key);
        if (known == null) {
            int rule = nodes.rule();
            rules.put(key, rule);
            // Later, so that deep grammars do not need a deep stack.
            pending.addLast(() -> nodes.define(rule, body.emit(Nodes.END)));
            known = rule;
        }
        return nodes.call(known, next);
    }

    private int repeat(Expr.Repeat repeat, Encoding encoding, int next) {
        Expr part = repeat.part();
        int min = repeat.min();
        int max = repeat.max();
        if (max == 1) {
            int once = emit(part, encoding, next);
            return min == 1 ? once : nodes.fork(once, next);
        }
        if (max == Nodes.UNBOUNDED && min <= 1) {
            int fork = nodes.openFork();
            int body = emit(part, encoding, fork);
            nodes.close(fork, body, next);
            return min == 0 ? fork : body;
        }
        return nodes.loop(emit(part, encoding, Nodes.END), min, max, next);
    }
}
