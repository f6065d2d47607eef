package dev.llmops.core.citation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.grounding.Citation;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.testing.TestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CitationsProperties {
    private static final int CASES = 1_500;
    private static final String[] PIECES = {
        "Pumps are serviced every 4,000 hours",
        "The *laboratory* opens at 08:00",
        "| Pump | Interval |\n|---|---|\n| P-1 | 10 h |\n",
        "\n\n- ",
        "\n\n## Safety\n\n",
        ". ",
        ".\n",
        "! ",
        "? ",
        " [1]",
        "[2]",
        " [3, 9]",
        " 【1】",
        " (source 2)",
        "[12]",
        " [^2]",
        "`x[1]`",
        "\n```\ncode [1]\n```\n",
        "[text](link)",
        "\ud83d",
        "\ude00",
        "é",
        "日本語の文。",
        "  ",
        "\t",
        "Dr. Kim Lee",
        "must not",
        "12 March 2024",
        "_",
        "**",
        "|",
        "\\[",
        "<b>",
        "\u202e",
        "&"
    };

    @Test
    void quotesExactlyWhatStandsInTheDocument() {
        forEachCase((answer, result, passages, seed) -> {
            for (Citation citation : result.citations()) {
                Passage passage = passages.get(citation.number() - 1);
                int start = citation.source().start() - passage.span().start();
                int end = citation.source().end() - passage.span().start();
                assertThat(passage.text().substring(start, end))
                        .as("seed %d", seed)
                        .isEqualTo(citation.quote());
                assertThat(citation.source().documentId()).isEqualTo(passage.documentId());
            }
        });
    }

    @Test
    void citesStretchesOfTheAnswerInTheirOrder() {
        forEachCase((answer, result, passages, seed) -> {
            int before = 0;
            for (Citation citation : result.citations()) {
                assertThat(citation.answerStart()).as("seed %d", seed).isGreaterThanOrEqualTo(before);
                assertThat(citation.answerEnd())
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(result.text().length());
                before = citation.answerStart();
            }
            result.attribute(Citations.REPORT)
                    .orElseThrow()
                    .uncited()
                    .forEach(span -> assertThat(span.end())
                            .as("seed %d", seed)
                            .isLessThanOrEqualTo(result.text().length()));
        });
    }

    @Test
    void changesNothingButMarkersAndBlanks() {
        forEachCase((answer, result, passages, seed) ->
                assertThat(letters(result.text())).as("seed %d", seed).isEqualTo(letters(answer.text())));
    }

    @Test
    void leavesNoUnknownNumberBehind() {
        forEachCase((answer, result, passages, seed) -> assertThat(Marker.in(result.text()))
                .as("seed %d", seed)
                .allSatisfy(marker -> assertThat(marker.numbers()).allMatch(number -> number <= passages.size())));
    }

    private static String letters(String text) {
        return text.replaceAll("[\\s\\d\\[\\],;()【】^]|(?i:source)", "");
    }

    private static void forEachCase(Check check) {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            List<Passage> passages = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                String text = text(random, 12);
                int start = random.nextInt(500);
                passages.add(Passage.builder(new SourceSpan("document " + i, start, start + text.length()), text)
                        .title(text(random, 2))
                        .build());
            }
            Answer answer = Answer.builder(ModelResponse.of(text(random, 25)))
                    .evidence(Evidence.ofPassages(passages))
                    .build();
            Citations citations = random.nextBoolean() ? Citations.attributed() : Citations.numbered();
            Answer result = (random.nextBoolean() ? citations.addingMissing() : citations)
                    .process(answer, TestContext.create());
            check.check(answer, result, passages, seed);
        }
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextInt(3) == 0 ? " " : "");
        }
        return text.toString();
    }

    private interface Check {
        void check(Answer answer, Answer result, List<Passage> passages, int seed);
    }
}
