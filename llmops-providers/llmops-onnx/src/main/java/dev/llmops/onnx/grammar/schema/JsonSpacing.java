package dev.llmops.onnx.grammar.schema;

import dev.llmops.onnx.grammar.automaton.Nodes;
import java.nio.charset.StandardCharsets;

/** The white space in JSON; it is bounded, so that a model cannot write blanks for ever. */
public enum JsonSpacing {
    /** None. */
    COMPACT("", ""),

    /** One space after each comma and colon and nothing else, as most models write by themselves. */
    SPACED(" ", " "),

    /**
     * As the model likes: after a comma, an opening and before a closing bracket nothing, a space, or a new line with up
     * to 32 spaces or 8 tabs; after a colon nothing or a space.
     */
    FLEXIBLE("", "");

    private static final int MOST_SPACES = 32;
    private static final int MOST_TABS = 8;

    private final String afterComma;
    private final String afterColon;

    JsonSpacing(String afterComma, String afterColon) {
        this.afterComma = afterComma;
        this.afterColon = afterColon;
    }

    String comma() {
        return "," + afterComma;
    }

    String colon() {
        return ":" + afterColon;
    }

    int comma(Nodes nodes, int next) {
        return this == FLEXIBLE ? nodes.bytes(',', ',', pad(nodes, next)) : text(nodes, comma(), next);
    }

    int colon(Nodes nodes, int next) {
        return this == FLEXIBLE
                ? nodes.bytes(':', ':', nodes.fork(next, nodes.bytes(' ', ' ', next)))
                : text(nodes, colon(), next);
    }

    /** White space next to a bracket. */
    int pad(Nodes nodes, int next) {
        if (this != FLEXIBLE) {
            return next;
        }
        int spaces = nodes.loop(nodes.bytes(' ', ' ', Nodes.END), 0, MOST_SPACES, next);
        int tabs = nodes.loop(nodes.bytes('\t', '\t', Nodes.END), 0, MOST_TABS, next);
        return nodes.fork(next, nodes.bytes(' ', ' ', next), nodes.bytes('\n', '\n', nodes.fork(spaces, tabs)));
    }

    private static int text(Nodes nodes, String text, int next) {
        return nodes.text(text.getBytes(StandardCharsets.US_ASCII), next);
    }
}
