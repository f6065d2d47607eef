package dev.llmops.eval.cli;

import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.dataset.Columns;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Answers in a file, by id of the item. Items that it does not have count as failed. */
final class RecordedAnswers implements Function<Item, Output> {
    private final Map<String, String> answers;

    private RecordedAnswers(Map<String, String> answers) {
        this.answers = answers;
    }

    static RecordedAnswers read(Path file) {
        Columns columns = Columns.builder().id("id").input("output").build();
        Map<String, String> answers = new HashMap<>();
        Sources.dataset(file, columns).version(); // finds what is wrong, such as an id that is there twice
        try (Stream<Item> items = Sources.dataset(file, columns).stream()) {
            items.forEach(item -> answers.put(item.id(), item.input()));
        }
        return new RecordedAnswers(answers);
    }

    @Override
    public Output apply(Item item) {
        String answer = answers.get(item.id());
        return answer == null ? Output.failure("no answer is recorded").build() : Output.of(answer);
    }
}
