package dev.llmops.onnx.grammar.pattern;

import dev.llmops.api.InvalidInputException;
import dev.llmops.onnx.grammar.automaton.Nodes;
import java.util.ArrayList;
import java.util.List;

/** Does away with {@code ^} and {@code $}, by saying what may stand before and after a match. */
final class Anchors {
    private static final Expr ANYTHING = new Expr.Repeat(new Expr.Chars(CodePoints.ALL), 0, Nodes.UNBOUNDED);
    private static final int MOST_OPTIONS = 1_000;

    private Anchors() {}

    /** {@return the texts that match from begin to end} */
    static Expr whole(Expr regex) {
        return without(regex, false);
    }

    /** {@return the texts that have a match in them} */
    static Expr search(Expr regex) {
        return without(regex, true);
    }

    private static Expr without(Expr regex, boolean search) {
        if (!hasAnchor(regex)) {
            return search ? Expr.sequence(ANYTHING, regex, ANYTHING) : regex;
        }
        List<Expr> options = new ArrayList<>();
        for (List<Expr> option : options(regex)) {
            int from = 0;
            while (from < option.size() && isAnchor(option.get(from), true)) {
                from++;
            }
            int to = option.size();
            while (to > from && isAnchor(option.get(to - 1), false)) {
                to--;
            }
            List<Expr> parts = new ArrayList<>();
            if (search && from == 0) {
                parts.add(ANYTHING);
            }
            for (Expr part : option.subList(from, to)) {
                if (hasAnchor(part)) {
                    throw refused();
                }
                parts.add(part);
            }
            if (search && to == option.size()) {
                parts.add(ANYTHING);
            }
            options.add(new Expr.Sequence(parts));
        }
        return new Expr.Choice(options);
    }

    /** Multiplies out the alternatives that have anchors in them. */
    private static List<List<Expr>> options(Expr expr) {
        if (expr instanceof Expr.Choice choice && hasAnchor(expr)) {
            List<List<Expr>> all = new ArrayList<>();
            choice.options().forEach(option -> all.addAll(options(option)));
            return all;
        }
        if (!(expr instanceof Expr.Sequence sequence) || !hasAnchor(expr)) {
            return List.of(List.of(expr));
        }
        List<List<Expr>> all = List.of(List.of());
        for (Expr part : sequence.parts()) {
            List<List<Expr>> longer = new ArrayList<>();
            List<List<Expr>> ways = options(part);
            if ((long) all.size() * ways.size() > MOST_OPTIONS) {
                throw refused();
            }
            for (List<Expr> before : all) {
                for (List<Expr> way : ways) {
                    List<Expr> both = new ArrayList<>(before);
                    both.addAll(way);
                    longer.add(both);
                }
            }
            all = longer;
        }
        return all;
    }

    private static boolean isAnchor(Expr expr, boolean begin) {
        return expr instanceof Expr.Anchor anchor && anchor.begin() == begin;
    }

    private static boolean hasAnchor(Expr expr) {
        if (expr instanceof Expr.Sequence sequence) {
            return sequence.parts().stream().anyMatch(Anchors::hasAnchor);
        }
        if (expr instanceof Expr.Choice choice) {
            return choice.options().stream().anyMatch(Anchors::hasAnchor);
        }
        if (expr instanceof Expr.Repeat repeat) {
            return hasAnchor(repeat.part());
        }
        return expr instanceof Expr.Anchor;
    }

    private static InvalidInputException refused() {
        return new InvalidInputException(
                "regex",
                "The regular expression has ^ or $ in its middle: not supported. Put ^ at the begin and $ at the end.");
    }
}
