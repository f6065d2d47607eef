package dev.llmops.api.grounding;

import dev.llmops.api.Require;
import dev.llmops.api.text.Entity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a grounder found: passages, entities, facts. Immutable; any part may be empty.
 *
 * @param passages parts of documents, best first
 * @param entities what the prompt names
 * @param facts other statements to rest on
 */
public record Evidence(List<Passage> passages, List<Entity> entities, List<Fact> facts) {
    private static final Evidence NONE = new Evidence(List.of(), List.of(), List.of());

    /** Copies all components. */
    public Evidence {
        passages = List.copyOf(Require.nonNull(passages, "passages"));
        entities = List.copyOf(Require.nonNull(entities, "entities"));
        facts = List.copyOf(Require.nonNull(facts, "facts"));
    }

    /** {@return no evidence at all} */
    public static Evidence none() {
        return NONE;
    }

    /** {@return evidence of passages only} */
    public static Evidence ofPassages(List<Passage> passages) {
        return new Evidence(passages, List.of(), List.of());
    }

    /** {@return evidence of entities only} */
    public static Evidence ofEntities(List<Entity> entities) {
        return new Evidence(List.of(), entities, List.of());
    }

    /** {@return evidence of facts only} */
    public static Evidence ofFacts(List<Fact> facts) {
        return new Evidence(List.of(), List.of(), facts);
    }

    /** {@return whether nothing was found} */
    public boolean isEmpty() {
        return passages.isEmpty() && entities.isEmpty() && facts.isEmpty();
    }

    /** {@return this evidence followed by {@code more}; a passage that is already there is not added again} */
    public Evidence plus(Evidence more) {
        if (more.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return more;
        }
        Set<String> known = new HashSet<>();
        List<Passage> allPassages = new ArrayList<>(passages);
        passages.forEach(passage -> known.add(passage.id()));
        more.passages.stream().filter(passage -> known.add(passage.id())).forEach(allPassages::add);
        List<Entity> allEntities = new ArrayList<>(entities);
        more.entities.stream().filter(entity -> !entities.contains(entity)).forEach(allEntities::add);
        List<Fact> allFacts = new ArrayList<>(facts);
        more.facts.stream().filter(fact -> !facts.contains(fact)).forEach(allFacts::add);
        return new Evidence(allPassages, allEntities, allFacts);
    }

    /** Shows counts only. */
    @Override
    public String toString() {
        return "Evidence[passages=" + passages.size() + ", entities=" + entities.size() + ", facts=" + facts.size()
                + "]";
    }
}
