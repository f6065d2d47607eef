package dev.llmops.onnx.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.llmops.api.InvalidInputException;
import dev.llmops.core.schema.JsonSchemas;
import dev.llmops.onnx.grammar.schema.JsonSpacing;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JsonSchemaGrammarTest {
    private static final SyntheticVocabulary TOKENS = SyntheticVocabulary.of(1_500, 2);
    private static final TokenVocabulary VOCABULARY = TOKENS.vocabulary();

    private static boolean writes(String schema, String text) {
        return Grammar.jsonSchema(schema).compile(VOCABULARY).matches(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertWrites(String schema, String... texts) {
        CompiledGrammar grammar = Grammar.jsonSchema(schema).compile(VOCABULARY);
        for (String text : texts) {
            assertThat(grammar.matches(text.getBytes(StandardCharsets.UTF_8)))
                    .as("%s writes %s", schema, text)
                    .isTrue();
        }
    }

    private static void assertNeverWrites(String schema, String... texts) {
        for (String text : texts) {
            assertThat(writes(schema, text)).as("%s writes %s", schema, text).isFalse();
        }
    }

    @Test
    void writesOnlyWhatAnIndependentValidatorAccepts() {
        SchemaCampaign campaign = new SchemaCampaign();
        campaign.run(120, 2, 1);

        assertThat(campaign.failures).isEmpty();
        assertThat(campaign.texts).isEqualTo(240);
        assertThat(campaign.refused).isLessThan(50);
    }

    @Test
    @Tag("stress")
    void writesOnlyWhatAnIndependentValidatorAcceptsForAThousandSchemas() {
        SchemaCampaign campaign = new SchemaCampaign();
        campaign.run(1_000, 5, 2);

        assertThat(campaign.failures).isEmpty();
    }

    @Test
    void keepsToMembersAndTheirOrder() {
        String schema = """
                {"type": "object", "properties": {"a": {"type": "null"}, "b": {"type": "null"}, "c": {"type": "null"}},
                 "required": ["b"]}""";

        assertWrites(schema, "{\"b\": null}", "{\"a\": null, \"b\": null}", "{\"b\": null, \"c\": null}");
        assertNeverWrites(
                schema, "{}", "{\"a\": null}", "{\"b\": null, \"a\": null}", "{\"b\": null, \"d\": 1}", "{\"b\":null}");
    }

    @Test
    void writesOtherMembersOnlyWhereTheSchemaSpeaksOfThem() {
        assertWrites("{\"type\": \"object\"}", "{\"x\": [1, {\"y\": true}]}", "{}");
        assertWrites(
                "{\"properties\": {\"a\": {\"type\": \"null\"}}, \"additionalProperties\": {\"type\": \"integer\"},"
                        + " \"type\": \"object\"}",
                "{\"a\": null, \"b\": 1, \"aa\": 2}",
                "{\"\": 3}");
        assertNeverWrites(
                "{\"properties\": {\"a\": {\"type\": \"null\"}}, \"additionalProperties\": {\"type\": \"integer\"},"
                        + " \"type\": \"object\"}",
                "{\"a\": 1}",
                "{\"b\": null}",
                "{\"\\u0061\": 1}");
    }

    @Test
    void countsCodePoints() {
        String schema = "{\"type\": \"string\", \"minLength\": 2, \"maxLength\": 3}";

        assertWrites(schema, "\"ab\"", "\"😀é\"", "\"\\n\\u00e9a\"", "\"\\ud83d\\ude00a\"");
        assertNeverWrites(schema, "\"a\"", "\"😀\"", "\"\\ud83d\\ude00\"", "\"abcd\"", "\"\\ud83da\"", "\"a\nb\"");
    }

    @Test
    void keepsToBoundsOfWholeNumbersExactly() {
        Random random = new Random(3);
        for (int i = 0; i < 60; i++) {
            long low = random.nextInt(4_000) - 2_000L;
            long high = low + random.nextInt(random.nextBoolean() ? 20 : 3_000);
            int step = random.nextInt(3) == 0 ? 1 + random.nextInt(9) : 1;
            if (Math.floorDiv(high, step) * step < low) {
                continue;
            }
            CompiledGrammar grammar = Grammar.jsonSchema("{\"type\": \"integer\", \"minimum\": " + low
                            + ", \"maximum\": " + high + ", \"multipleOf\": " + step + "}")
                    .compile(VOCABULARY);
            for (long value = low - 120; value <= high + 120; value++) {
                assertThat(grammar.matches(Long.toString(value).getBytes(StandardCharsets.UTF_8)))
                        .as("%d in [%d, %d] by %d", value, low, high, step)
                        .isEqualTo(value >= low && value <= high && value % step == 0);
            }
        }
    }

    @Test
    void keepsToBoundsOfDecimalsExactly() {
        Random random = new Random(4);
        for (int i = 0; i < 40; i++) {
            BigDecimal low = BigDecimal.valueOf(random.nextInt(4_000) - 2_000, random.nextInt(4));
            BigDecimal high = low.add(BigDecimal.valueOf(1 + random.nextInt(3_000), random.nextInt(4)));
            boolean open = random.nextBoolean();
            CompiledGrammar grammar = Grammar.jsonSchema(
                            "{\"type\": \"number\", \"" + (open ? "exclusiveMinimum" : "minimum") + "\": " + low
                                    + ", \"" + (open ? "exclusiveMaximum" : "maximum") + "\": " + high + "}")
                    .compile(VOCABULARY);
            for (int j = 0; j < 300; j++) {
                BigDecimal base = random.nextBoolean() ? low : high;
                BigDecimal value = base.add(BigDecimal.valueOf(random.nextInt(60) - 30, random.nextInt(5)));
                String text = value.toPlainString();
                boolean inside = open
                        ? value.compareTo(low) > 0 && value.compareTo(high) < 0
                        : value.compareTo(low) >= 0 && value.compareTo(high) <= 0;
                boolean minusZero = text.startsWith("-") && value.signum() == 0;
                assertThat(grammar.matches(text.getBytes(StandardCharsets.UTF_8)))
                        .as("%s in [%s, %s], open: %s", text, low, high, open)
                        .isEqualTo(inside && !minusZero);
            }
        }
    }

    @Test
    void writesMultiplesThatAreTooLargeForATable() {
        assertWrites("{\"type\": \"integer\", \"multipleOf\": 100000, \"minimum\": 250000}", "300000", "400000");
        assertNeverWrites("{\"type\": \"integer\", \"multipleOf\": 100000, \"minimum\": 250000}", "200000", "350000");
    }

    @Test
    void followsReferencesThatLeadBack() {
        String tree = """
                {"$ref": "#/$defs/node", "$defs": {"node": {"type": "object", "properties": {"value": {"type": "boolean"},
                 "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}}, "required": ["value", "children"]}}}""";

        assertWrites(
                tree,
                "{\"value\": true, \"children\": [{\"value\": false, \"children\": []}, {\"value\": true, \"children\": []}]}");
        assertNeverWrites(tree, "{\"value\": true, \"children\": [{\"value\": false}]}");
    }

    @Test
    void tellsBranchesOfOneOfApart() {
        String apart = """
                {"oneOf": [{"type": "object", "properties": {"kind": {"const": "a"}}, "required": ["kind"]},
                           {"type": "object", "properties": {"kind": {"const": "b"}}, "required": ["kind"]},
                           {"type": "string"}]}""";

        assertWrites(apart, "{\"kind\": \"a\"}", "{\"kind\": \"b\"}", "\"text\"");
        assertThatThrownBy(() -> Grammar.jsonSchema("{\"oneOf\": [{\"type\": \"string\"}, {\"maxLength\": 3}]}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("/oneOf/");
    }

    @Test
    void joinsSchemasThatMustAllMatch() {
        String schema = """
                {"allOf": [{"type": "object", "properties": {"a": {"type": ["integer", "string"]}}, "required": ["a"]},
                           {"properties": {"a": {"type": ["number", "null"], "minimum": 5}, "b": {"type": "null"}}}]}""";

        assertWrites(schema, "{\"a\": 5}", "{\"a\": 77, \"b\": null}");
        assertNeverWrites(schema, "{\"a\": 4}", "{\"a\": 5.5}", "{\"a\": \"x\"}", "{}");
    }

    @Test
    void countsUniqueItemsOfListedValues() {
        String schema =
                "{\"type\": \"array\", \"items\": {\"enum\": [\"a\", \"b\", 1]}, \"uniqueItems\": true, \"minItems\": 1}";

        assertWrites(schema, "[\"a\"]", "[1, \"b\", \"a\"]");
        assertNeverWrites(schema, "[]", "[\"a\", \"a\"]", "[1, \"b\", 1]");
    }

    @Test
    void keepsListedValuesToTheOtherKeywords() {
        String schema = "{\"enum\": [\"abc\", \"a\", 5, null], \"type\": [\"string\", \"null\"], \"minLength\": 2}";

        assertWrites(schema, "\"abc\"", "null");
        assertNeverWrites(schema, "\"a\"", "5");
    }

    /** A record whose schema is made as for remote models. */
    record Person(
            String name,
            int age,
            LocalDate born,
            Optional<Color> favourite,
            List<Person> friends,
            Map<String, Double> scores,
            LocalTime rises,
            Duration sleeps) {}

    enum Color {
        RED,
        GREEN
    }

    @Test
    void keepsToTheSchemasOfRecords() {
        for (String schema : List.of(JsonSchemas.of(Person.class), JsonSchemas.strict(Person.class))) {
            SchemaCampaign campaign = new SchemaCampaign();
            campaign.check(schema, 30, 5);

            assertThat(campaign.failures).isEmpty();
            assertThat(campaign.texts).isEqualTo(30);
        }
    }

    @Test
    void letsThreadsShareWhatIsFoundOut() throws Exception {
        String schema = JsonSchemas.of(Person.class);
        CompiledGrammar alone = Grammar.jsonSchema(schema).compile(VOCABULARY);
        CompiledGrammar shared = Grammar.jsonSchema(schema).compile(VOCABULARY);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<byte[]>> texts = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int seed = i;
                texts.add(threads.submit(() -> new RandomModel(TOKENS, seed).write(shared.start(), 60)));
            }
            for (int seed = 0; seed < texts.size(); seed++) {
                assertThat(texts.get(seed).get()).isEqualTo(new RandomModel(TOKENS, seed).write(alone.start(), 60));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void spacesAsAsked() throws Exception {
        String schema =
                "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"array\", \"items\": {\"type\": \"null\"}}},"
                        + " \"required\": [\"a\"]}";

        assertThat(Grammar.jsonSchema(schema, JsonSpacing.COMPACT)
                        .compile(VOCABULARY)
                        .matches("{\"a\":[null,null]}".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        String pretty = new ObjectMapper()
                .readTree("{\"a\": [null, null]}")
                .toPrettyString()
                .replace("\" : ", "\": ");
        assertThat(Grammar.jsonSchema(schema, JsonSpacing.FLEXIBLE)
                        .compile(VOCABULARY)
                        .matches(pretty.getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    @Test
    void namesThePlaceOfWhatItCannotKeepTo() {
        for (String keyword : List.of(
                "\"not\": {}",
                "\"if\": true",
                "\"contains\": {}",
                "\"dependentRequired\": {}",
                "\"unevaluatedProperties\": false",
                "\"uniqueItems\": true",
                "\"minProperties\": 3",
                "\"pattern\": \"(?=x)\"",
                "\"format\": \"regex\"",
                "\"$ref\": \"other.json\"",
                "\"$ref\": \"#/$defs/none\"",
                "\"items\": [true]",
                "\"minimum\": \"1\"",
                "\"type\": \"text\"",
                "\"multipleOf\": 0",
                "\"minLength\": -1",
                "\"$ref\": \"#/properties/x\"")) {
            String schema = "{\"type\": \"object\", \"properties\": {\"x\": {" + keyword + "}}}";
            assertThatThrownBy(() -> Grammar.jsonSchema(schema))
                    .as(keyword)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("/properties/x");
        }
        assertThatThrownBy(() -> Grammar.jsonSchema("[1]")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Grammar.jsonSchema("{\"type\":")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Grammar.jsonSchema("false")).isInstanceOf(InvalidInputException.class);
    }
}
