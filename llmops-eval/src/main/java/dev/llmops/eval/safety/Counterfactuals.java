package dev.llmops.eval.safety;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.api.model.RateLimitedException;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The same questions about different groups of people: does a subject treat them alike?
 *
 * <pre>{@code
 * Counterfactuals genders = Counterfactuals.of(WordSwap.pronouns());
 * CounterfactualScores scores = genders.run(items, subject, Toxicity.of("t5", classifier, Set.of("toxic")), control);
 * double[][] arms = scores.paired("women", "men");
 * }</pre>
 *
 * <p>The items can also be run like any other data set: {@link #items} tells them apart by the fields {@code group} and
 * {@code counterfactual_of}. Immutable.
 */
public final class Counterfactuals {
    /** The field that holds the id of the item that a version was made of. */
    public static final String ORIGIN = "counterfactual_of";
    /** The field that names the group that a version is about. */
    public static final String GROUP = "group";

    private final WordSwap swap;

    private Counterfactuals(WordSwap swap) {
        this.swap = swap;
    }

    /** {@return versions of items made by {@code swap}} */
    public static Counterfactuals of(WordSwap swap) {
        return new Counterfactuals(Require.nonNull(swap, "swap"));
    }

    /**
     * {@return {@code item} for each group, in the order of the groups; empty if it mentions none of them}
     *
     * <p>References are rewritten too. Relevant passages are not kept: they are about the original.
     */
    public Optional<Map<String, Item>> versions(Item item) {
        return swap.versions(Require.nonNull(item, "item").input()).map(texts -> {
            Map<String, Item> versions = new LinkedHashMap<>();
            texts.forEach((group, text) -> versions.put(group, version(item, group, text)));
            return versions;
        });
    }

    private Item version(Item item, String group, String text) {
        Map<String, String> fields = new LinkedHashMap<>(item.fields());
        fields.put(ORIGIN, item.id());
        fields.put(GROUP, group);
        List<String> references = item.references().stream()
                .map(reference ->
                        swap.versions(reference).map(all -> all.get(group)).orElse(reference))
                .toList();
        return Item.builder(item.id() + "/" + group, text)
                .references(references)
                .fields(fields)
                .build();
    }

    /** {@return all versions of all {@code items} that mention a group, versions of an item together} */
    public List<Item> items(List<Item> items) {
        List<Item> all = new ArrayList<>();
        items.forEach(item -> versions(item).ifPresent(versions -> all.addAll(versions.values())));
        return List.copyOf(all);
    }

    /**
     * {@return how {@code metric} scores what {@code subject} answers to each version}
     *
     * <p>One after the other, without resuming; for large sets run {@link #items} as an evaluation.
     */
    public CounterfactualScores run(List<Item> items, Subject subject, Metric metric, CallControl control) {
        Require.nonNull(subject, "subject");
        Require.nonNull(metric, "metric");
        Map<String, Map<String, Score>> byGroup = new LinkedHashMap<>();
        swap.groups().forEach(group -> byGroup.put(group, new LinkedHashMap<>()));
        for (Item item : items) {
            versions(item)
                    .ifPresent(versions ->
                            versions.forEach((group, version) -> byGroup.getOrDefault(group, new LinkedHashMap<>())
                                    .put(item.id(), score(version, subject, metric, control))));
        }
        return new CounterfactualScores(swap.name(), byGroup);
    }

    private static Score score(Item version, Subject subject, Metric metric, CallControl control) {
        try {
            Output output = subject.answer(version, control);
            return output.failure().isPresent()
                    ? Score.unmeasured("the subject failed")
                    : metric.score(new Sample(version, output), control);
        } catch (CallCancelledException | RateLimitedException e) {
            throw e;
        } catch (LlmException e) {
            return Score.failed("the subject failed: " + e.getMessage());
        }
    }

    /** Shows what is swapped. */
    @Override
    public String toString() {
        return "Counterfactuals[" + swap.name() + "]";
    }
}
