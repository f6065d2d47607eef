package dev.llmops.core.entity;

import dev.llmops.api.pipeline.Grounder;
import dev.llmops.testing.GrounderContract;
import java.util.List;

class EntityFinderContractTest extends GrounderContract {
    @Override
    protected Grounder grounder() {
        return EntityFinder.standard();
    }

    @Override
    protected List<String> questions() {
        return List.of(
                "What did Dr Alice Martin of Acme GmbH & Co. KG order in March 2026?",
                "Which pumps in Munich are due next Tuesday at 5 p.m.?",
                "Does P-101 weigh more than 1,280 kg or cost $3.5 million?");
    }
}
