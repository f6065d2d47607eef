package dev.llmops.samples.glossary;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the stage that pipeline files call {@code glossary}.
 *
 * <p>Settings: {@code terms}, a list of groups of {@code term} and {@code meaning}; or {@code file}, a
 * text file with a line {@code term: meaning} for each; or both.
 */
public final class GlossaryProvider implements StageProvider<Grounder> {
    @Override
    public Class<Grounder> stage() {
        return Grounder.class;
    }

    @Override
    public String name() {
        return "glossary";
    }

    @Override
    public Grounder create(StageConfig config) {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (StageConfig entry : config.children("terms")) {
            meanings.put(entry.requiredString("term"), entry.requiredString("meaning"));
        }
        Optional<Path> file = config.path("file");
        file.ifPresent(path -> read(path, meanings, config));
        if (meanings.isEmpty()) {
            throw config.problem("terms", "is missing: give terms, or a file with lines \"term: meaning\"");
        }
        return new Glossary(file.map(path -> path.getFileName().toString()).orElse("glossary"), meanings);
    }

    @Override
    public String description() {
        return "Adds the entries of a glossary whose terms the prompt uses.";
    }

    private static void read(Path file, Map<String, String> meanings, StageConfig config) {
        try {
            for (String line : Files.readAllLines(file)) {
                int colon = line.indexOf(':');
                if (colon > 0 && !line.startsWith("#")) {
                    meanings.put(
                            line.substring(0, colon).strip(),
                            line.substring(colon + 1).strip());
                }
            }
        } catch (IOException e) {
            ConfigurationException problem = config.problem("file", "cannot be read: " + file);
            problem.initCause(e);
            throw problem;
        }
    }
}
