package dev.llmops.core.provider;

import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.spi.StageConfig;
import dev.llmops.api.spi.StageProvider;
import dev.llmops.core.grounding.Grounders;
import java.util.List;

/** Makes {@code parallel}: a list of grounders that run side by side. */
public final class ParallelProvider implements StageProvider<Grounder> {
    @Override
    public Class<Grounder> stage() {
        return Grounder.class;
    }

    @Override
    public String name() {
        return "parallel";
    }

    @Override
    public Grounder create(StageConfig config) {
        List<Grounder> grounders = config.stages("stages", Grounder.class);
        if (grounders.isEmpty()) {
            throw config.problem("stages", "is missing: name the grounders, as in parallel: [entity-finder, …]");
        }
        return Grounders.parallel(grounders.toArray(Grounder[]::new));
    }

    @Override
    public String description() {
        return "Runs several grounders side by side: parallel: [a, b].";
    }
}
