package dev.llmops.core.schema;

import dev.llmops.api.pipeline.OutputFormatException.Violation;
import dev.llmops.core.json.SchemaCheck;
import java.util.ArrayList;
import java.util.List;

/** Where the reading of a value stands, and what it has found wrong. Not safe for concurrent use. */
final class Reading {
    private final List<Violation> violations = new ArrayList<>();
    private final StringBuilder path = new StringBuilder();
    private int problems;

    /** Goes into a member or element; {@link #leave} with what this returns goes back. */
    int enter(String segment) {
        int mark = path.length();
        path.append('/').append(SchemaCheck.escape(segment));
        return mark;
    }

    void leave(int mark) {
        path.setLength(mark);
    }

    void problem(String problem) {
        if (problems++ < SchemaCheck.MOST_PROBLEMS) {
            violations.add(new Violation(path.toString(), problem));
        }
    }

    int problems() {
        return problems;
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }
}
