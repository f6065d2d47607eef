package dev.llmops.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.Trust;
import dev.llmops.api.model.Content;
import dev.llmops.api.model.Message;
import dev.llmops.api.model.ModelClient;
import dev.llmops.api.model.ModelEvent;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.Role;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.AnswerEvent;
import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.GuardPolicy;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A streamed answer says what the whole one says, through the whole pipeline. */
final class StreamedPipelineProperties {
    private static final int CASES = 10_000;
    private static final String[] WORDS = {
        "ada", "bob", " ", "4111", "x", "<PERSON_1>", "<PERSON_", "😀", "\n", "éa", "adabob", "<NAME_1>", ">"
    };

    @Test
    void streamedAnswerEqualsWholeAnswerForEveryTextChunkingAndFinding() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            String text = text(random);
            String reasoning = text(random);
            int longest = 1 + random.nextInt(9);
            Pipeline pipeline = Pipeline.builder()
                    .guard(new WordGuard("PERSON", List.of("ada", "bob")), GuardPolicy.pseudonymise())
                    .guard(new WordGuard("CARD", List.of("4111", "1x")), GuardPolicy.redact())
                    .guard(new WordGuard("NOTE", List.of("x", "é")), GuardPolicy.annotate())
                    .model(new Chopped(text, reasoning, random.nextLong(), longest))
                    .build();

            Answer whole = pipeline.run("ask ada about x");
            StringBuilder shown = new StringBuilder();
            StringBuilder thought = new StringBuilder();
            List<Answer> completed = new ArrayList<>();
            try (AnswerStream stream = pipeline.stream("ask ada about x")) {
                for (AnswerEvent event : stream) {
                    if (event instanceof AnswerEvent.TextDelta delta) {
                        shown.append(delta.text());
                    } else if (event instanceof AnswerEvent.ReasoningDelta delta) {
                        thought.append(delta.text());
                    } else if (event instanceof AnswerEvent.Completed end) {
                        completed.add(end.answer());
                    }
                }
            }

            assertThat(completed).as("seed %d", seed).hasSize(1);
            Answer last = completed.get(0);
            assertThat(shown.toString())
                    .as("seed %d", seed)
                    .isEqualTo(whole.text())
                    .isEqualTo(last.text());
            assertThat(thought.toString()).as("seed %d", seed).isEqualTo(whole.reasoning());
            assertThat(whole.text()).as("seed %d", seed).doesNotContain("4111").doesNotContain("bob");
            assertThat(last.decisions()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(whole.decisions());
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(25); i > 0; i--) {
            text.append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }

    /** Finds words wherever they stand. */
    private record WordGuard(String kind, List<String> words) implements SafetyGuard {
        @Override
        public List<Finding> inspect(Segment segment, StageContext context) {
            List<Finding> found = new ArrayList<>();
            for (String word : words) {
                String text = segment.text();
                for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                    found.add(Finding.of("word", kind, at, at + word.length(), Tier.STRONG));
                }
            }
            return found;
        }

        @Override
        public int horizon() {
            return words.stream().mapToInt(String::length).max().orElse(1);
        }
    }

    /** Emits a text in random pieces. */
    private record Chopped(String text, String reasoning, long seed, int longest) implements ModelClient {
        @Override
        public ModelResponse generate(dev.llmops.api.model.ModelRequest request, dev.llmops.api.model.ModelCall call) {
            Random random = new Random(seed);
            for (int at = 0; at < reasoning.length(); ) {
                int end = Math.min(reasoning.length(), at + 1 + random.nextInt(longest));
                call.emit(new ModelEvent.ReasoningDelta(reasoning.substring(at, end)));
                at = end;
            }
            for (int at = 0; at < text.length(); ) {
                int end = Math.min(text.length(), at + 1 + random.nextInt(longest));
                call.emit(new ModelEvent.TextDelta(text.substring(at, end)));
                at = end;
            }
            Message message = Message.of(
                    Role.ASSISTANT, List.of(new Content.Reasoning(reasoning, ""), new Content.Text(text, Trust.MODEL)));
            return ModelResponse.builder(message).build();
        }
    }
}
