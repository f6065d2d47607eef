package dev.llmops.core.citation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.grounding.Citation;
import dev.llmops.api.grounding.Citation.Support;
import dev.llmops.api.grounding.Evidence;
import dev.llmops.api.grounding.Passage;
import dev.llmops.api.grounding.SourceSpan;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.text.TextSpan;
import dev.llmops.testing.TestContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CitationsTest {
    private static final String PUMPS =
            "## Pumps\n\nPumps are cleaned in May. **Pumps are serviced every 4,000 hours.** "
                    + "Their seals come from Fenwick Ltd.\n";
    private static final String LAB = "The laboratory opens at 08:00. It is closed on Sundays. Dr Kim Lee heads it.";

    private final TestContext context = TestContext.create();

    @Test
    void leadsANumberToTheSentenceThatIsMeant() {
        Answer answer = attributed("Pumps are serviced every 4,000 hours [1].");

        Citation citation = answer.citations().get(0);
        assertThat(citation.number()).isEqualTo(1);
        assertThat(citation.quote()).isEqualTo("**Pumps are serviced every 4,000 hours.**");
        assertThat(citation.source()).isEqualTo(new SourceSpan("pumps.md", 1036, 1077));
        assertThat(citation.title()).isEqualTo("Pump manual");
        assertThat(citation.headingPath()).containsExactly("Maintenance");
        assertThat(citation.support()).isEqualTo(Support.SUPPORTED);
        assertThat(stretch(answer, citation)).isEqualTo("Pumps are serviced every 4,000 hours");
    }

    @Test
    void leavesTheTextAloneWhenAllNumbersAreKnown() {
        String text = "Pumps are serviced every 4,000 hours [1]. The laboratory opens at 08:00 【2】. See (source 2).";

        assertThat(attributed(text).text()).isEqualTo(text);
    }

    @Test
    void understandsEveryUsualWayToWriteANumber() {
        List<String> forms = List.of(
                "[2]",
                " [2]",
                "【2】",
                " (source 2)",
                " (Source: 2)",
                "[^2]",
                "[1, 2]",
                "[1][2]",
                " [Source 2]",
                "[1-2]",
                "【2†manual】");

        for (String form : forms) {
            assertThat(attributed("The laboratory opens at 08:00" + form + ".").citations())
                    .as(form)
                    .extracting(Citation::number)
                    .contains(2);
        }
    }

    @Test
    void readsNoNumberInCodeAndLinks() {
        String text = "Use `list[1]` here. [1](https://example.org) says more.\n\n```\na[2] = 1\n```\n";

        Answer answer = attributed(text);

        assertThat(answer.citations()).isEmpty();
        assertThat(answer.text()).isEqualTo(text);
    }

    @Test
    void leavesAnswersThatAreJsonAlone() {
        String json = "{\"lines\": [1, 7], \"text\": \"Pumps are serviced [9].\"}";

        Answer answer = attributed(json);

        assertThat(answer.text()).isEqualTo(json);
        assertThat(answer.citations()).isEmpty();
    }

    @Test
    void takesUnknownNumbersOutAndNotesThem() {
        Answer answer = attributed("Pumps are serviced every 4,000 hours [7]. The laboratory opens at 08:00 [2, 9].");

        assertThat(answer.text()).isEqualTo("Pumps are serviced every 4,000 hours. The laboratory opens at 08:00 [2].");
        assertThat(context.notes())
                .contains(new TestContext.Note("citation.unknown", "7"), new TestContext.Note("citation.unknown", "9"));
        assertThat(report(answer).unknownNumbers()).containsExactly(7, 9);
        assertThat(stretch(answer, answer.citations().get(0))).isEqualTo("The laboratory opens at 08:00");
    }

    @Test
    void takesEveryNumberOutWhenThereAreNoPassages() {
        Answer answer = Citations.attributed()
                .process(Answer.builder(ModelResponse.of("Tea is a drink [1].")).build(), context);

        assertThat(answer.text()).isEqualTo("Tea is a drink.");
        assertThat(answer.citations()).isEmpty();
    }

    @Test
    void attachesANumberAfterTheFullStopToTheSentenceBefore() {
        Answer answer = attributed("Pumps are cleaned in May. [1] The laboratory opens at 08:00. [2]");

        assertThat(answer.citations()).extracting(Citation::number).containsExactly(1, 2);
        assertThat(answer.citations())
                .extracting(citation -> stretch(answer, citation))
                .containsExactly("Pumps are cleaned in May", "The laboratory opens at 08:00");
        assertThat(answer.citations()).allMatch(citation -> citation.support() == Support.SUPPORTED);
    }

    @Test
    void attachesANumberThatOpensALineToWhatFollows() {
        Answer answer = attributed("[2] The laboratory opens at 08:00.\n[1] Pumps are cleaned in May.");

        assertThat(answer.citations()).extracting(Citation::number).containsExactly(2, 1);
        assertThat(answer.citations()).allMatch(citation -> citation.support() == Support.SUPPORTED);
    }

    @Test
    void judgesEachPartOfASentenceByItsOwnNumber() {
        Answer answer = attributed("Pumps are cleaned in May [1], and the laboratory is closed on Mondays [2].");

        assertThat(answer.citations())
                .extracting(Citation::support)
                .containsExactly(Support.SUPPORTED, Support.UNSUPPORTED);
    }

    @Test
    void supportsASentenceByTwoPassagesTogether() {
        Answer answer = attributed("Pumps are cleaned in May, and the laboratory is closed on Sundays [1][2].");

        assertThat(answer.citations()).extracting(Citation::number).containsExactly(1, 2);
        assertThat(answer.citations()).allMatch(citation -> citation.support() == Support.SUPPORTED);
    }

    @Test
    void tellsWhatAPassageDoesNotSay() {
        Answer answer = attributed("Pumps are serviced every 5,000 hours [1].");

        assertThat(answer.citations().get(0).support()).isEqualTo(Support.UNSUPPORTED);
        assertThat(report(answer).unsupported()).singleElement().satisfies(item -> {
            assertThat(item.failure().reason()).isEqualTo(Attribution.Reason.FIGURE);
            assertThat(item.failure().item()).isEqualTo("5,000 hours");
        });
        assertThat(context.note("citation.unsupported")).contains("1");
    }

    @Test
    void listsSentencesWithoutANumber() {
        Answer answer = attributed(
                "Sure! Here is what I found:\n\nPumps are cleaned in May. The laboratory opens at 08:00 [2]. Anything else?");

        assertThat(report(answer).uncited())
                .extracting(span -> span.in(answer.text()))
                .containsExactly("Pumps are cleaned in May");
        assertThat(context.note("citation.uncited")).contains("1");
    }

    @Test
    void addsANumberToSentencesThatAPassageSupports() {
        Answer answer = process(
                Citations.attributed().addingMissing(),
                "Pumps are cleaned in May. Pumps are painted green. Dr Kim Lee heads the laboratory [2].");

        assertThat(answer.text())
                .isEqualTo(
                        "Pumps are cleaned in May [1]. Pumps are painted green. Dr Kim Lee heads the laboratory [2].");
        assertThat(answer.citations())
                .extracting(citation -> stretch(answer, citation))
                .containsExactly("Pumps are cleaned in May", "Dr Kim Lee heads the laboratory");
        assertThat(report(answer).uncited())
                .extracting(span -> span.in(answer.text()))
                .containsExactly("Pumps are painted green");
    }

    @Test
    void onlyMapsNumbersIfThatIsAsked() {
        Answer answer = process(Citations.numbered(), "Pumps are serviced every 5,000 hours [1].");

        assertThat(answer.citations()).singleElement().satisfies(citation -> {
            assertThat(citation.support()).isEqualTo(Support.UNCHECKED);
            assertThat(citation.quote()).contains("4,000 hours");
        });
    }

    @Test
    void changesNothingTheSecondTime() {
        Answer once = attributed("Pumps are cleaned in May [1]. The laboratory opens at 08:00 [7, 2].");

        Answer twice = Citations.attributed().process(once, context);

        assertThat(twice.text()).isEqualTo(once.text());
        assertThat(twice.citations()).isEqualTo(once.citations());
    }

    @Test
    void keepsCitationsThatTheModelMadeAndMovesThemWithTheText() {
        String text = "Tea is hot [9]. Pumps are cleaned in May.";
        Citation own = new Citation(
                1,
                new SourceSpan("pumps.md", 1010, 1035),
                "Pumps are cleaned in May.",
                "Pump manual",
                List.of(),
                16,
                40,
                Support.UNCHECKED);
        Answer given = Answer.builder(ModelResponse.of(text))
                .evidence(evidence())
                .citations(List.of(own))
                .build();

        Answer answer = Citations.attributed().process(given, context);

        assertThat(stretch(answer, answer.citations().get(0))).isEqualTo("Pumps are cleaned in May");
    }

    @Test
    void citesTheRowOfATable() {
        String table = "| Pump | Interval |\n|---|---|\n| P-1 | 10 months |\n| P-2 | 20 months |\n";
        Evidence evidence = Evidence.ofPassages(List.of(
                Passage.builder(new SourceSpan("t", 0, table.length()), table).build()));

        Answer answer = Citations.attributed()
                .process(
                        Answer.builder(ModelResponse.of("The interval of P-2 is 20 months [1]."))
                                .evidence(evidence)
                                .build(),
                        context);

        assertThat(answer.citations().get(0).quote()).isEqualTo("| P-2 | 20 months |");
        assertThat(answer.citations().get(0).support()).isEqualTo(Support.SUPPORTED);
    }

    private Answer attributed(String text) {
        return process(Citations.attributed(), text);
    }

    private Answer process(Citations citations, String text) {
        return citations.process(
                Answer.builder(ModelResponse.of(text)).evidence(evidence()).build(), context);
    }

    private static CitationReport report(Answer answer) {
        return answer.attribute(Citations.REPORT).orElseThrow();
    }

    private static String stretch(Answer answer, Citation citation) {
        return new TextSpan(citation.answerStart(), citation.answerEnd()).in(answer.text());
    }

    private static Evidence evidence() {
        List<Passage> passages = new ArrayList<>();
        passages.add(Passage.builder(new SourceSpan("pumps.md", 1000, 1000 + PUMPS.length()), PUMPS)
                .title("Pump manual")
                .headingPath(List.of("Maintenance"))
                .build());
        passages.add(Passage.builder(new SourceSpan("lab.md", 0, LAB.length()), LAB)
                .title("Laboratory")
                .build());
        return Evidence.ofPassages(passages);
    }
}
