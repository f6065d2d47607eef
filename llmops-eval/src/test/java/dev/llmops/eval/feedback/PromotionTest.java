package dev.llmops.eval.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.core.Pipeline;
import dev.llmops.eval.Item;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.eval.dataset.Traffic;
import dev.llmops.eval.dataset.TrafficRecorder;
import dev.llmops.testing.ScriptedModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromotionTest {
    @TempDir
    Path folder;

    @Test
    void whatUsersDislikedBecomesADataSet() {
        Path traffic = folder.resolve("traffic.jsonl");
        List<String> calls = ask(traffic, "Fine?", "Wrong?", "Nearly?");
        Feedback feedback = Feedback.of(List.of(
                FeedbackEvent.of(calls.get(0), Instant.EPOCH, new Signal.Thumb(true)),
                FeedbackEvent.of(calls.get(1), Instant.EPOCH, new Signal.Thumb(false)),
                FeedbackEvent.of(calls.get(2), Instant.EPOCH, new Signal.Edit("In May."))));

        Dataset promoted = Promotion.of("regressions", Traffic.of(traffic), feedback);
        Path file = folder.resolve("regressions.jsonl");
        promoted.writeJsonl(file);

        assertThat(items(promoted)).extracting(Item::input).containsExactly("Wrong?", "Nearly?");
        assertThat(items(promoted).get(0).field("feedback")).isEqualTo("disliked");
        assertThat(items(promoted).get(0).references()).isEmpty();
        assertThat(items(promoted).get(1).references()).containsExactly("In May.");
        assertThat(Dataset.jsonl(file).version()).isEqualTo(promoted.version());
    }

    private static List<String> ask(Path file, String... questions) {
        TrafficRecorder recorder = TrafficRecorder.to(file, prompt -> true);
        try (Pipeline pipeline = Pipeline.builder()
                .preprocess(recorder)
                .model(ScriptedModel.answering("In April."))
                .postprocess(recorder)
                .listen(recorder)
                .onClose(recorder)
                .build()) {
            return Stream.of(questions)
                    .map(question -> pipeline.run(question).record().callId())
                    .toList();
        }
    }

    private static List<Item> items(Dataset dataset) {
        try (Stream<Item> items = dataset.stream()) {
            return items.toList();
        }
    }
}
