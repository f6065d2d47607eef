package dev.llmops.template.builtin;

import dev.llmops.template.value.Failure;
import dev.llmops.template.value.Members;
import dev.llmops.template.value.None;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code cycler} gives: values in turn, over and over. */
final class Cycler implements Members {
    private final List<Object> items;
    private int at;

    Cycler(List<Object> items) {
        if (items.isEmpty()) {
            throw Failure.of("at least one item has to be provided");
        }
        this.items = items;
    }

    @Override
    public @Nullable Object member(String name) {
        return switch (name) {
            case "current" -> items.get(at);
            case "next" -> Builtin.positional("next", given -> next(), 0, 0);
            case "reset" -> Builtin.positional("reset", given -> reset(), 0, 0);
            default -> null;
        };
    }

    private Object next() {
        Object item = items.get(at);
        at = (at + 1) % items.size();
        return item;
    }

    private Object reset() {
        at = 0;
        return None.NONE;
    }

    @Override
    public String type() {
        return "Cycler";
    }

    @Override
    public String toString() {
        return "<Cycler>";
    }
}
