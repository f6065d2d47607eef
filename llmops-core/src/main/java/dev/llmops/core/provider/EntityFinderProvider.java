package dev.llmops.core.provider;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.core.entity.EntityFinder;
import java.time.DateTimeException;
import java.time.ZoneId;

/**
 * Makes {@code entity-finder}; settings {@code zone}, and {@code entries}, a list of groups of
 * {@code name}, {@code type} and {@code aliases}.
 */
public final class EntityFinderProvider implements StageProvider<Grounder> {
    @Override
    public Class<Grounder> stage() {
        return Grounder.class;
    }

    @Override
    public String name() {
        return "entity-finder";
    }

    @Override
    public Grounder create(StageConfig config) {
        EntityFinder.Builder builder = EntityFinder.builder();
        config.string("zone").map(zone -> zone(zone, config)).ifPresent(builder::zone);
        for (StageConfig entry : config.children("entries")) {
            String[] aliases = entry.strings("aliases").toArray(String[]::new);
            builder.entry(entry.requiredString("name"), entry.requiredString("type"), aliases);
        }
        return builder.build();
    }

    @Override
    public String description() {
        return "Finds what the prompt names: people, places, dates, quantities, codes, and entries of your own.";
    }

    private static ZoneId zone(String name, StageConfig config) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            ConfigurationException problem = config.problem("zone", "must be a time zone such as Europe/Berlin");
            problem.initCause(e);
            throw problem;
        }
    }
}
