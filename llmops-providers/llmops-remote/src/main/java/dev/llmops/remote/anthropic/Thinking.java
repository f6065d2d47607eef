package dev.llmops.remote.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.llmops.api.Require;
import dev.llmops.remote.wire.Json;
import java.util.Locale;

/**
 * How a Claude model thinks, in Anthropic's own terms. Immutable.
 *
 * <p>It goes before the portable reasoning options of a request.
 *
 * @param mode whether and when it thinks
 * @param budgetTokens how many tokens the thoughts may have, with mode {@link Mode#ENABLED} only; at least 1,024
 * @param display how thoughts are shown
 */
public record Thinking(Mode mode, int budgetTokens, Display display) {
    /** Checks all components. */
    public Thinking {
        Require.nonNull(mode, "mode");
        Require.nonNull(display, "display");
        if (mode == Mode.ENABLED) {
            Require.inRange(budgetTokens, 1024, Integer.MAX_VALUE, "budgetTokens");
        } else {
            Require.that(budgetTokens == 0, "budgetTokens", "budgetTokens goes with mode ENABLED, and only with it");
        }
    }

    /** {@return thinking of the given mode, shown as the model does by default} */
    public static Thinking of(Mode mode) {
        return new Thinking(mode, 0, Display.DEFAULT);
    }

    /** {@return thinking with a budget of tokens} */
    public static Thinking enabled(int budgetTokens) {
        return new Thinking(Mode.ENABLED, budgetTokens, Display.DEFAULT);
    }

    /** {@return this thinking, shown in another way} */
    public Thinking shown(Display newDisplay) {
        return new Thinking(mode, budgetTokens, newDisplay);
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("type", mode.name().toLowerCase(Locale.ROOT));
        if (mode == Mode.ENABLED) {
            json.put("budget_tokens", budgetTokens);
        }
        if (display != Display.DEFAULT) {
            json.put("display", display.name().toLowerCase(Locale.ROOT));
        }
        return json;
    }

    /** Whether and when a model thinks. */
    public enum Mode {
        /** Always, up to a budget. */
        ENABLED,
        /** As long as the model finds right. */
        ADAPTIVE,
        /** After the results of tools, too. */
        BETWEEN_TOOLS,
        /** Never. */
        DISABLED
    }

    /** How thoughts are shown. */
    public enum Display {
        /** As the model does by default. */
        DEFAULT,
        /** As a summary. */
        SUMMARIZED,
        /** Not at all; their signature comes all the same. */
        OMITTED
    }
}
