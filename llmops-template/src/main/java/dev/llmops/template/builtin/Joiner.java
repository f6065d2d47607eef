package dev.llmops.template.builtin;

import dev.llmops.template.value.Arguments;
import dev.llmops.template.value.Function;
import dev.llmops.template.value.Run;

/** What {@code joiner} gives: nothing at the first call, the separator at every other. */
final class Joiner implements Function {
    private final String separator;
    private boolean used;

    Joiner(String separator) {
        this.separator = separator;
    }

    @Override
    public Object call(Run run, Arguments arguments) {
        String text = used ? separator : "";
        used = true;
        return text;
    }
}
