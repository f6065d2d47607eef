package dev.llmops.core.file;

import dev.llmops.api.spi.StageRegistry;

/** Writes down the stages that were found, for people. */
public final class StageListing {
    private static final String INDENT = "  ";

    private StageListing() {}

    /** {@return what is in {@code registry}: kinds, names, descriptions and where each comes from} */
    public static String of(StageRegistry registry) {
        StringBuilder text = new StringBuilder();
        Class<?> kind = null;
        int width = registry.entries().stream()
                .mapToInt(entry -> entry.name().length())
                .max()
                .orElse(0);
        for (StageRegistry.Entry entry : registry.entries()) {
            if (entry.stage() != kind) {
                kind = entry.stage();
                text.append(kind.getSimpleName()).append('\n');
            }
            String name = entry.name() + " ".repeat(width - entry.name().length());
            text.append(INDENT)
                    .append(name)
                    .append(INDENT)
                    .append(description(entry))
                    .append('\n');
            String place = INDENT + " ".repeat(width) + INDENT;
            text.append(place)
                    .append(entry.providerClass())
                    .append(" in ")
                    .append(entry.location())
                    .append('\n');
        }
        if (registry.entries().isEmpty()) {
            text.append("No stages were found.\n");
        }
        if (!registry.failures().isEmpty()) {
            text.append("Could not be used\n");
            registry.failures()
                    .forEach(failure -> text.append(INDENT).append(failure).append('\n'));
        }
        return text.toString();
    }

    private static String description(StageRegistry.Entry entry) {
        try {
            String description = entry.provider().description();
            return description == null || description.isBlank() ? "(no description)" : description.strip();
        } catch (RuntimeException | LinkageError e) {
            // Somebody else's provider; the list must go on.
            return "(its description failed with " + e.getClass().getName() + ")";
        }
    }
}
