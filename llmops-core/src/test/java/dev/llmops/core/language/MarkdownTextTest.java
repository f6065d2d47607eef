package dev.llmops.core.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkdownTextTest {
    @Test
    void cutsAParagraphIntoSentences() {
        assertThat(
                        texts(
                                "Dr. Kim Lee opens it at 8.30 a.m. every day. She, e.g. on Sundays, stays out. See No. 5 for more.\nIt is\nold."))
                .containsExactly(
                        "Dr. Kim Lee opens it at 8.30 a.m. every day.",
                        "She, e.g. on Sundays, stays out.",
                        "See No. 5 for more.",
                        "It is old.");
    }

    @Test
    void knowsInitialsAndEastAsianFullStops() {
        assertThat(texts("J. R. Smith lives here. Take vitamin C. The dose is small."))
                .containsExactly("J. R. Smith lives here.", "Take vitamin C.", "The dose is small.");
        assertThat(texts("これは文です。次の文です。")).hasSize(2);
    }

    @Test
    void takesInlineMarkupOff() {
        assertThat(
                        texts(
                                "The **bold** and _thin_ `code` of [a link](http://x.example/a) and ![picture](p.png), max_tokens, 2 * 3, \\*.<br>"))
                .containsExactly("The bold and thin code of a link and picture, max_tokens, 2 * 3, *.");
    }

    @Test
    void leadsBackToTheSourceWithItsMarkup() {
        String text = "First one. **Critical** means [this](x). Last.";

        List<Statement> statements = MarkdownText.statements(text);

        assertThat(in(text, statements.get(1))).isEqualTo("**Critical** means [this](x).");
    }

    @Test
    void rendersRowsOfTablesWithTheirColumns() {
        String table = "| Site | Opens |\n|:---|---:|\n| **North** | 06:00 |\n| South | |\n";

        assertThat(texts(table)).containsExactly("Site: North; Opens: 06:00", "Site: South");
        assertThat(in(table, MarkdownText.statements(table).get(0))).isEqualTo("| **North** | 06:00 |");
        assertThat(texts("Channel   Use\n1         Normal work\n6         Emergency\n"))
                .containsExactly("Channel: 1; Use: Normal work", "Channel: 6; Use: Emergency");
        assertThat(texts("| 7 | a |\n| 8 | b |")).containsExactly("7; a", "8; b");
    }

    @Test
    void tiesItemsToWhatIntroducesThem() {
        List<Statement> statements =
                MarkdownText.statements("You need:\n\n- a radio\n- a torch that\n  works\n\nThen go.");

        assertThat(statements)
                .extracting(Statement::text)
                .containsExactly("You need:", "a radio", "a torch that works", "Then go.");
        assertThat(statements).extracting(Statement::lead).containsExactly(-1, 0, 0, -1);
        assertThat(statements)
                .extracting(Statement::kind)
                .containsExactly(
                        Statement.Kind.SENTENCE, Statement.Kind.ITEM, Statement.Kind.ITEM, Statement.Kind.SENTENCE);
    }

    @Test
    void tellsTheHeadingsAboveAStatement() {
        List<Statement> statements = MarkdownText.statements("# A\n\nx.\n\n## B ##\n\ny.\n\nC\n===\n\nz.");

        assertThat(statements.stream().filter(s -> s.kind() == Statement.Kind.SENTENCE))
                .extracting(Statement::headings)
                .containsExactly(List.of("A"), List.of("A", "B"), List.of("C"));
    }

    @Test
    void keepsCodeLineByLine() {
        List<Statement> statements = MarkdownText.statements("Run this:\n\n```sh\nmake  check\n\n# done\n```\nOver.");

        assertThat(statements)
                .filteredOn(s -> s.kind() == Statement.Kind.CODE)
                .extracting(Statement::text)
                .containsExactly("make  check", "# done");
        assertThat(MarkdownText.statements("```\nnever closed")).hasSize(1);
    }

    @Test
    void cutsTextWithoutFullStopsSomewhere() {
        assertThat(texts("word ".repeat(10_000))).hasSizeGreaterThan(20).allMatch(text -> text.length() <= 2_000);
        assertThat(texts("x".repeat(100_000))).allMatch(text -> text.length() <= 2_000);
    }

    @Test
    void givesStatementsInOrderWithinAnyText() {
        String[] pieces = {
            "a b. ",
            "\n",
            "\n\n",
            "- ",
            "1. ",
            "| a | b |\n",
            "|---|---|\n",
            "```",
            "# ",
            "**",
            "_",
            "[x]",
            "(y)",
            "[",
            "<b>",
            "\ud83d",
            "\ude00",
            "    ",
            "\t",
            "> ",
            "---\n",
            "===\n",
            "\\",
            "`",
            "!",
            "[12]",
            "。",
            "\r\n",
            "~~~",
            "Dr. X "
        };
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            int before = 0;
            for (Statement statement : MarkdownText.statements(text.toString())) {
                assertThat(statement.start()).as("seed %d", seed).isGreaterThanOrEqualTo(before);
                assertThat(statement.end()).as("seed %d", seed).isBetween(statement.start() + 1, text.length());
                assertThat(statement.text()).as("seed %d", seed).isNotEmpty();
                before = statement.start();
            }
        }
    }

    private static List<String> texts(String markdown) {
        return MarkdownText.statements(markdown).stream().map(Statement::text).toList();
    }

    private static String in(String text, Statement statement) {
        return text.substring(statement.start(), statement.end());
    }
}
