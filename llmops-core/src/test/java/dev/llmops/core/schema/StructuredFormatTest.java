package dev.llmops.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.model.ResponseFormat;
import dev.llmops.api.pipeline.OutputFormatException.Violation;
import dev.llmops.core.json.SchemaCheck;
import dev.llmops.core.schema.StructuredFormat.Checked;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredFormatTest {
    record Item(String name, int count) {}

    record Order(
            String id,
            List<Item> items,
            Optional<String> note,
            @Nullable Boolean paid) {}

    record Node(String label, @Nullable Node next) {}

    record Texts(List<String> texts, double ratio) {}

    record Dated(LocalDate day, Map<String, Integer> counts) {}

    record Positive(int value) {
        Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("secret " + value);
            }
        }
    }

    sealed interface Figure permits Circle, Square {}

    record Circle(double radius) implements Figure {}

    record Square(double side) implements Figure {}

    record Drawing(List<Figure> figures) {}

    private static final String ORDER = "{\"id\": \"A\", \"items\": [{\"name\": \"nut\", \"count\": 2}]}";

    private final StructuredFormat orders = StructuredFormat.of(Order.class);

    @Test
    void acceptsAnAnswerThatIsTheValueAsItStands() {
        Checked checked = orders.check(ORDER);

        assertThat(checked.violations()).isEmpty();
        assertThat(checked.repairs()).isEmpty();
        assertThat(checked.json()).isEqualTo(ORDER);
    }

    @Test
    void asksProvidersForAStrictMatchWhereTheyCanGiveIt() {
        assertThat(orders.responseFormat())
                .isInstanceOfSatisfying(
                        ResponseFormat.JsonSchema.class,
                        format -> assertThat(format.strict()).isTrue());
        assertThat(StructuredFormat.of(Dated.class).responseFormat())
                .isInstanceOfSatisfying(
                        ResponseFormat.JsonSchema.class,
                        format -> assertThat(format.strict()).isFalse());
        assertThat(StructuredFormat.of(int[].class).responseFormat())
                .isInstanceOfSatisfying(ResponseFormat.JsonSchema.class, format -> {
                    assertThat(format.strict()).isFalse();
                    assertThat(format.name()).matches("[a-zA-Z0-9_-]+");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'id': 'A', 'items': []} | single quotes",
                "{\"id\": \"A\", \"items\": [],} | trailing comma",
                "{\"id\": \"A\", \"items\": [{\"name\": \"n\", \"count\": 1},]} | trailing comma",
                "{id: \"A\", items: []} | unquoted key",
                "{\"id\": \"A\", \"items\": [], \"paid\": True} | Python literal",
                "{\"id\": \"A\", \"items\": [], \"paid\": None} | Python literal",
                "{\"id\": \"A\", /* none */ \"items\": []} | comment",
                "{\"id\": \"A\", \"items\": []} // done | comment",
                "{“id”: “A”, “items”: []} | typographic quotes",
                "{\"id\": \"A\\_B\", \"items\": []} | invalid escape",
                "{\"id\": \"A\", \"items\": [{\"name\": \"n\", \"count\": +1}]} | form of a number",
                "Here it is: {\"id\": \"A\", \"items\": []} Anything else? | text around the JSON",
                "The set {a, b} as JSON: {\"id\": \"A\", \"items\": []} | text around the JSON",
                "<think>maybe {\"id\": \"B\", \"items\": []}</think> {\"id\": \"A\", \"items\": []} | reasoning before the JSON"
            })
    void overlooksAndReportsSlips(String answer, String repair) {
        Checked checked = orders.check(answer);

        assertThat(checked.violations()).isEmpty();
        assertThat(checked.repairs()).contains(repair);
        assertThat(orders.check(checked.json()).repairs())
                .as("what was repaired is clean")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```json\n%s\n```",
                "```\n%s\n```\n",
                "Sure!\n\n```json\n%s\n```\nDoes that help?",
                "Sure!\n  ~~~ json\n%s\n  ~~~",
                "```json\n%s"
            })
    void looksIntoCodeFences(String template) {
        Checked checked = orders.check(template.formatted(ORDER));

        assertThat(checked.violations()).isEmpty();
        assertThat(checked.json()).isEqualTo(ORDER);
        assertThat(checked.repairs()).contains("code fence");
    }

    @Test
    void keepsFencesThatStandInsideATextOfTheValue() {
        String answer = "{\"id\": \"```json\\n{}\\n```\", \"items\": []}";

        assertThat(orders.check(answer).json()).isEqualTo(answer);
    }

    @Test
    void repairsRawLineBreaksInTexts() {
        Checked checked = orders.check("{\"id\": \"a\nb\", \"items\": []}");

        assertThat(checked.violations()).isEmpty();
        assertThat(checked.json()).isEqualTo("{\"id\":\"a\\nb\",\"items\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"items\": []} | /id | is missing",
                "{\"id\": 5, \"items\": []} | /id | must be a string, was a number",
                "{\"id\": null, \"items\": []} | /id | must be a string, was null",
                "{\"id\": \"A\", \"items\": {}} | /items | must be an array, was an object",
                "{\"id\": \"A\", \"items\": [{\"name\": \"n\", \"count\": 1.5}]} | /items/0/count | must be a whole number, was a number",
                "{\"id\": \"A\", \"items\": [], \"secret\": 1} | `` | has a member other than id, items, note, paid",
                "{\"id\": \"A\", \"items\": [], \"id\": \"B\"} | /id | appears more than once",
                "{\"id\": \"A\", \"items\": [{\"name\": \"n\", \"count\": 3000000000}]} | /items/0/count | must be a whole number in [-2147483648, 2147483647]",
                "{\"id\": \"A\", \"items\": [{\"name\": \"n\", \"count\": NaN}]} | /items/0/count | must be a finite number",
                "{\"id\": \"A\", \"items\": [{\"name\": \"n\", \"count\": -Infinity}]} | /items/0/count | must be a finite number",
                "{\"id\": \"A\", \"items\": [ | `` | truncated: the JSON has no end",
                "{\"id\": \"A\", \"ite | `` | truncated: the JSON has no end",
                "I cannot do that. | `` | is not JSON: expected a value at line 1, column 1",
                "` ` | `` | is empty",
                "{\"id\" \"A\"} | `` | is not JSON: expected ':' at line 1, column 7",
            })
    void saysWhatIsWrongWhereWithoutQuotingTheAnswer(String answer, String path, String problem) {
        assertThat(orders.check(answer).violations()).containsExactly(new Violation(path, problem));
    }

    @Test
    void reportsEveryProblemAtOnce() {
        Checked checked = orders.check("{\"id\": 1, \"items\": [{\"name\": 2}], \"paid\": \"x\"}");

        assertThat(checked.violations())
                .extracting(Violation::path)
                .containsExactlyInAnyOrder("/id", "/items/0/name", "/items/0/count", "/paid");
    }

    @Test
    void hidesNamesThatOnlyTheAnswerHas() {
        Checked checked =
                StructuredFormat.of(Dated.class).check("{\"day\": \"2026-01-31\", \"counts\": {\"Jane Doe\": \"x\"}}");

        assertThat(checked.violations())
                .containsExactly(new Violation("/counts/*", "must be a whole number, was a string"));
    }

    @Test
    void countsWhatAConstructorRefusesAsAViolation() {
        Checked checked = StructuredFormat.of(Positive.class).check("{\"value\": -7}");

        assertThat(checked.violations())
                .containsExactly(new Violation("", "was refused by Positive with IllegalArgumentException"));
    }

    @Test
    void namesTheProblemOfTheAlternativeThatWasMeant() {
        StructuredFormat drawings = StructuredFormat.of(Drawing.class);

        assertThat(drawings.check("{\"figures\": [{\"type\": \"Circle\", \"radius\": 1}]}")
                        .violations())
                .isEmpty();
        assertThat(drawings.check("{\"figures\": [{\"type\": \"Circle\", \"radius\": \"1\"}]}")
                        .violations())
                .containsExactly(new Violation("/figures/0/radius", "must be a number, was a string"));
        assertThat(drawings.check("{\"figures\": [{\"type\": \"Oval\", \"radius\": 1}]}")
                        .violations())
                .containsExactly(new Violation("/figures/0", "matches none of the 2 allowed forms"));
    }

    @Test
    void looksThroughReferencesToTheProblem() {
        Checked checked =
                StructuredFormat.of(Node.class).check("{\"label\": \"a\", \"next\": {\"label\": 1, \"next\": null}}");

        assertThat(checked.violations())
                .containsExactly(new Violation("/next/label", "must be a string, was a number"));
    }

    @Test
    void doesNotTakeAPartOfABrokenAnswerForTheWhole() {
        Checked checked = StructuredFormat.of(Node.class)
                .check("{\"label\": oops, \"next\": {\"label\": \"inner\", \"next\": null}}");

        assertThat(checked.json()).isEmpty();
        assertThat(checked.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.problem()).startsWith("is not JSON"));
    }

    @Test
    void doesNotTakeAnExampleForTheAnswerThatWasCutOff() {
        Checked checked = orders.check("For example " + ORDER + "\nYour order: {\"id\": \"B\", ");

        assertThat(checked.violations()).containsExactly(new Violation("", "truncated: the JSON has no end"));
    }

    @Test
    void refusesToChooseBetweenDifferentValues() {
        Checked different = orders.check(ORDER + "\n" + ORDER.replace("nut", "bolt"));
        Checked same = orders.check(ORDER + "\n" + ORDER);
        Checked oneOfThem = orders.check("{\"other\": 1}\n" + ORDER);

        assertThat(different.violations())
                .containsExactly(
                        new Violation("", "has 2 different JSON values that match; there must be exactly one"));
        assertThat(same.violations()).isEmpty();
        assertThat(oneOfThem.violations()).isEmpty();
    }

    @Test
    void failsCleanlyOnDeepNesting() {
        StructuredFormat nodes = StructuredFormat.of(Node.class);
        String deepObjects = "{\"label\": \"a\", \"next\": ".repeat(10_000) + "null" + "}".repeat(10_000);
        String deepArrays = "{\"id\": \"A\", \"items\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}";

        assertThat(nodes.check(deepObjects).violations())
                .containsExactly(new Violation("", "is nested deeper than 256 levels"));
        assertThat(orders.check(deepArrays).violations())
                .containsExactly(new Violation("", "is nested deeper than 256 levels"));
        assertThat(StructuredFormat.of(int[].class).check("[".repeat(10_000)).violations())
                .containsExactly(new Violation("", "is nested deeper than 256 levels"));
        assertThat(orders.check("{".repeat(1_000_000)).violations()).hasSize(1);
    }

    @Test
    void checksToTheDeepestLevelThatIsAllowed() {
        String deep = "{\"label\": \"a\", \"next\": ".repeat(255) + "null" + "}".repeat(255);

        assertThat(StructuredFormat.of(Node.class).check(deep).violations()).isEmpty();
    }

    @Test
    void readsTextsOfAMegabyte() {
        String text = "x".repeat(1_000_000);
        String answer = "{\"id\": \"" + text + "\", \"items\": []}";

        assertThat(orders.check(answer).json()).isEqualTo(answer);
        assertThat(orders.check("{\"id\": \"" + text).violations())
                .containsExactly(new Violation("", "truncated: the JSON has no end"));
    }

    @Test
    void limitsHowManyProblemsAreTold() {
        String items = "{\"name\": 1, \"count\": 1},".repeat(2_000);

        assertThat(orders.check("{\"id\": \"A\", \"items\": [" + items + "]}").violations())
                .hasSize(SchemaCheck.MOST_PROBLEMS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\": \"A\", \"items\": []}",
                "[",
                "{",
                "{#",
                "{\"",
                "```\n{}\n```\n",
                "{a:",
                "/*{",
                "{a}",
                "'{",
                "[1,"
            })
    void takesLinearTimeForWhateverIsRepeated(String part) {
        String answer = "So: " + part.repeat(1_000_000 / part.length());

        assertThat(orders.check(answer).violations()).isNotEmpty();
    }

    @Test
    void limitsTheSizeOfNumbers() {
        StructuredFormat format = StructuredFormat.of(Texts.class);

        assertThat(format.check("{\"texts\": [], \"ratio\": 1e999999999}").violations())
                .containsExactly(new Violation("/ratio", "is too long a number"));
        assertThat(format.check("{\"texts\": [], \"ratio\": 1e999}").violations())
                .containsExactly(new Violation("/ratio", "must be a number that a double can hold"));
        assertThat(format.check("{\"texts\": [], \"ratio\": " + "9".repeat(100_000) + "}")
                        .violations())
                .containsExactly(new Violation("/ratio", "is too long a number"));
    }

    @Test
    void replacesHalfSurrogatePairs() {
        Checked raw = orders.check("{\"id\": \"a\uD83Db\", \"items\": []}");
        Checked escaped = orders.check("{\"id\": \"a\\uDE00b\", \"items\": []}");
        Checked whole = orders.check("{\"id\": \"a\\uD83D\\uDE00b\", \"items\": []}");

        assertThat(raw.json()).isEqualTo("{\"id\":\"a\uFFFDb\",\"items\":[]}");
        assertThat(escaped.repairs()).containsExactly("half a surrogate pair");
        assertThat(whole.repairs()).isEmpty();
    }

    @Test
    void checksAgainstASchemaOfTheApplication() {
        StructuredFormat format = StructuredFormat.ofSchema("price list", """
                {"type": "object", "required": ["price"], "properties": {
                  "price": {"type": "number", "minimum": 0}, "day": {"type": "string", "format": "date"},
                  "code": {"pattern": "^[A-Z]+$"}, "kind": {"const": "list"},
                  "tags": {"type": "array", "maxItems": 1, "items": {"enum": ["a", "b"]}}}}""");

        assertThat(format.name()).isEqualTo("price list");
        assertThat(format.check("{\"price\": 1, \"any\": true}").violations()).isEmpty();
        assertThat(format.check("{\"price\": -1, \"day\": \"2026-13-01\", \"code\": \"x\", \"kind\": \"y\","
                                + "\"tags\": [\"a\", \"c\"]}")
                        .violations())
                .containsExactlyInAnyOrder(
                        new Violation("/price", "must be at least 0"),
                        new Violation("/day", "must have the format date"),
                        new Violation("/code", "must match the pattern ^[A-Z]+$"),
                        new Violation("/kind", "must be \"list\""),
                        new Violation("/tags", "must have at most 1 items"),
                        new Violation("/tags/1", "must be one of a, b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\": \"objekt\"} | not valid",
                "{\"type\": | not JSON",
                "[] | must be a JSON object",
                "{\"$ref\": \"#/$defs/none\"} | does not have",
                "{\"$ref\": \"https://example.org/schema\"} | nothing is fetched"
            })
    void refusesSchemasThatAreNotValid(String schema, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> StructuredFormat.ofSchema("thing", schema))
                .withMessageContaining("\"thing\"")
                .withMessageContaining(message);
    }

    @Test
    void tellsTheModelWhatToDoBetter() {
        String text = orders.repromptText(
                List.of(new Violation("/id", "is missing"), new Violation("", "has a member other than id")));

        assertThat(text).contains("- /id is missing\n", "- the answer has a member other than id\n", "valid Order");
    }

    @Test
    void showsNoAnswerInText() {
        assertThat(orders.check(ORDER)).hasToString("Checked[0 violations, 0 repairs]");
    }
}
