package dev.llmops.core.file;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.LlmException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a file, so that it can be told at once. Not safe for concurrent use. */
final class Problems {
    private static final int MOST_TOLD = 25;

    private final String label;
    private final Variables variables;
    private final Set<String> texts = new LinkedHashSet<>();
    private @Nullable Throwable cause;

    Problems(String label, Variables variables) {
        this.label = label;
        this.variables = variables;
    }

    /**
     * Adds a problem.
     *
     * @param where file and line
     * @param text what is wrong and what would be right
     */
    void add(String where, String text) {
        texts.add(variables.hidden(where + ": " + text));
    }

    /**
     * Adds a setting that a stage does not have.
     *
     * @param unread file, line and setting, as {@code StageConfig.unread()} gives it
     * @param stage the stage
     * @param known the settings that it has
     */
    void add(String unread, String stage, Collection<String> known) {
        texts.add(unread + " is not a setting of " + stage + "." + Suggestion.forName(key(unread), known));
    }

    /** {@return the setting of which {@code StageConfig.unread()} tells file, line and name} */
    static String key(String unread) {
        return unread.substring(unread.indexOf('"') + 1, unread.length() - 1);
    }

    /** Adds what was thrown; its message may name file and line already. */
    void add(String where, LlmException failure) {
        String message = String.valueOf(failure.getMessage());
        texts.add(variables.hidden(message.startsWith(label + ":") ? message : where + ": " + message));
        if (failure.getCause() != null) {
            addCause(failure.getCause());
        }
    }

    /** Keeps what led to a problem, unless its text gives a secret away. */
    void addCause(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String message = String.valueOf(each.getMessage());
            if (!variables.hidden(message).equals(message)) {
                return;
            }
        }
        if (cause == null) {
            cause = failure;
        } else if (!cause.equals(failure)) {
            cause.addSuppressed(failure);
        }
    }

    boolean any() {
        return !texts.isEmpty();
    }

    /** Ends reading if anything is wrong. */
    void throwIfAny() {
        if (any()) {
            throw exception();
        }
    }

    ConfigurationException exception() {
        if (texts.size() == 1) {
            return new ConfigurationException(texts.iterator().next(), cause);
        }
        StringBuilder message = new StringBuilder(label + " has " + texts.size() + " problems:");
        texts.stream().limit(MOST_TOLD).forEach(text -> message.append("\n  ").append(text.replace("\n", "\n  ")));
        if (texts.size() > MOST_TOLD) {
            message.append("\n  and ").append(texts.size() - MOST_TOLD).append(" more");
        }
        return new ConfigurationException(message.toString(), cause);
    }
}
