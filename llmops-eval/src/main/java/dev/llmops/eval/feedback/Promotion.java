package dev.llmops.eval.feedback;

import dev.llmops.api.Require;
import dev.llmops.eval.Item;
import dev.llmops.eval.Sample;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.eval.dataset.Traffic;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes test cases of what users disliked. */
public final class Promotion {
    private Promotion() {}

    /**
     * {@return the recorded prompts whose answers users disliked or changed}
     *
     * <p>A text that a user made of the answer becomes the reference; without one the item has none, and somebody has to
     * write it. The field {@code feedback} says {@code disliked} or {@code edited}. Keep the set with
     * {@link Dataset#writeJsonl}.
     *
     * @param name the name of the data set
     * @param traffic what was asked and answered
     * @param feedback what users made of it
     */
    public static Dataset of(String name, Traffic traffic, Feedback feedback) {
        Require.nonNull(traffic, "traffic");
        Set<String> disliked =
                new HashSet<>(Require.nonNull(feedback, "feedback").disliked());
        return Dataset.of(name, items(traffic, feedback, disliked));
    }

    private static List<Item> items(Traffic traffic, Feedback feedback, Set<String> disliked) {
        try (Stream<Sample> samples = traffic.samples()) {
            return samples.map(Sample::item)
                    .filter(item -> disliked.contains(item.id())
                            || feedback.accepted(item.id()).isPresent())
                    .map(item -> promoted(item, feedback, disliked.contains(item.id())))
                    .toList();
        }
    }

    private static Item promoted(Item item, Feedback feedback, boolean disliked) {
        Map<String, String> fields = new TreeMap<>(item.fields());
        fields.put("feedback", disliked ? "disliked" : "edited");
        return Item.builder(item.id(), item.input())
                .references(feedback.accepted(item.id()).map(List::of).orElse(item.references()))
                .relevant(item.relevant())
                .fields(fields)
                .build();
    }
}
