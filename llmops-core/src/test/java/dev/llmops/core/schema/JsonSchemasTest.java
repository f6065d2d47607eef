package dev.llmops.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.llmops.api.ConfigurationException;
import dev.llmops.core.json.SchemaCheck;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonSchemasTest {
    enum Currency {
        EUR,
        @JsonProperty("usd")
        USD
    }

    record Line(String text, int count, BigDecimal price) {}

    record Invoice(
            String number,
            LocalDate date,
            Currency currency,
            List<Line> lines,
            Optional<String> note,
            @Nullable Integer discount) {}

    record Tree(String label, List<Tree> children) {}

    @SuppressWarnings("ArrayRecordComponent") // a user may have some
    record Scalars(
            UUID id,
            URI link,
            Instant at,
            LocalDateTime local,
            boolean yes,
            double ratio,
            OptionalInt maybe,
            int[] numbers) {}

    record Maps(Map<String, Integer> counts, Set<Currency> currencies) {}

    record Address(String city) {}

    record Party(Address billing, Address shipping) {}

    record Page<T>(List<T> items, @Nullable T first) {}

    record Pages(Page<Line> lines, Page<String> texts) {}

    record Described(
            @JsonProperty("total_sum") @JsonPropertyDescription("in cents")
            long total) {}

    @JsonClassDescription("A person.")
    static final class Bean {
        private String name = "";
        private @Nullable Integer age;

        public void setAge(@Nullable Integer age) {
            this.age = age;
        }

        public void setName(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name + age;
        }
    }

    sealed interface Figure permits Circle, Square {}

    record Circle(double radius) implements Figure {}

    record Square(double side) implements Figure {}

    record Drawing(List<Figure> figures) {}

    record Nullables(
            List<@Nullable String> texts,
            @Nullable Currency currency,
            @Nullable Address address) {}

    @Test
    void describesARecordWithItsComponentsAsMembers() {
        assertSame(Invoice.class, """
                {"$schema": "https://json-schema.org/draft/2020-12/schema",
                 "type": "object",
                 "properties": {
                   "number": {"type": "string"},
                   "date": {"type": "string", "format": "date"},
                   "currency": {"type": "string", "enum": ["EUR", "usd"]},
                   "lines": {"type": "array", "items": {
                     "type": "object",
                     "properties": {
                       "text": {"type": "string"}, "count": {"type": "integer"}, "price": {"type": "number"}},
                     "required": ["text", "count", "price"],
                     "additionalProperties": false}},
                   "note": {"type": ["string", "null"]},
                   "discount": {"type": ["integer", "null"]}},
                 "required": ["number", "date", "currency", "lines"],
                 "additionalProperties": false}""");
    }

    @Test
    void keepsTheOrderOfTheComponents() {
        assertThat(schema(Invoice.class).get("properties").fieldNames())
                .toIterable()
                .containsExactly("number", "date", "currency", "lines", "note", "discount");
    }

    @Test
    void requiresEverythingInTheStrictForm() throws Exception {
        JsonNode strict = new ObjectMapper().readTree(JsonSchemas.strict(Invoice.class));

        assertThat(strict.get("required")).hasSize(6);
        assertThat(strict.has("$schema")).isFalse();
        assertThat(StrictSchema.allows(strict)).isTrue();
        assertThat(StrictSchema.allows(schema(Invoice.class))).isFalse();
    }

    @Test
    void refersToTheRootWhereATypeContainsItself() {
        assertSame(Tree.class, """
                {"$schema": "https://json-schema.org/draft/2020-12/schema",
                 "type": "object",
                 "properties": {"label": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "#"}}},
                 "required": ["label", "children"],
                 "additionalProperties": false}""");
    }

    @Test
    void describesOnceWhatIsUsedTwice() {
        JsonNode schema = schema(Party.class);

        assertThat(schema.at("/properties/billing/$ref").textValue()).isEqualTo("#/$defs/Address");
        assertThat(schema.at("/properties/shipping/$ref").textValue()).isEqualTo("#/$defs/Address");
        assertThat(schema.at("/$defs/Address/properties/city/type").textValue()).isEqualTo("string");
    }

    @Test
    void knowsFormatsOfValueTypes() {
        JsonNode properties = schema(Scalars.class).get("properties");

        assertThat(properties.at("/id/format").textValue()).isEqualTo("uuid");
        assertThat(properties.at("/link/format").textValue()).isEqualTo("uri");
        assertThat(properties.at("/at/format").textValue()).isEqualTo("date-time");
        assertThat(properties.at("/local/pattern").isMissingNode()).isFalse();
        assertThat(properties.at("/yes/type").textValue()).isEqualTo("boolean");
        assertThat(properties.at("/maybe/type").toString()).isEqualTo("[\"integer\",\"null\"]");
        assertThat(properties.at("/numbers/items/type").textValue()).isEqualTo("integer");
    }

    @Test
    void describesMapsAndSets() {
        JsonNode properties = schema(Maps.class).get("properties");

        assertThat(properties.at("/counts/additionalProperties/type").textValue())
                .isEqualTo("integer");
        assertThat(properties.at("/currencies/type").textValue()).isEqualTo("array");
        assertThat(StrictSchema.allows(StrictSchema.of(Definitions.describe(ShapeReader.of(Maps.class)))))
                .as("providers cannot guarantee a map")
                .isFalse();
    }

    @Test
    void fillsInTypeArguments() {
        JsonNode properties = schema(Pages.class).get("properties");

        assertThat(properties.at("/lines/properties/items/items/$ref").textValue())
                .isEqualTo("#/$defs/Line");
        assertThat(properties.at("/lines/properties/first/anyOf/0/$ref").textValue())
                .isEqualTo("#/$defs/Line");
        assertThat(properties.at("/texts/properties/items/items/type").textValue())
                .isEqualTo("string");
    }

    @Test
    void takesNamesAndDescriptionsFromAnnotations() {
        JsonNode schema = schema(Described.class);

        assertThat(schema.at("/properties/total_sum/description").textValue()).isEqualTo("in cents");
        assertThat(schema.at("/required/0").textValue()).isEqualTo("total_sum");
    }

    @Test
    void describesABeanBySetters() {
        assertSame(Bean.class, """
                {"$schema": "https://json-schema.org/draft/2020-12/schema",
                 "type": "object",
                 "description": "A person.",
                 "properties": {"name": {"type": "string"}, "age": {"type": ["integer", "null"]}},
                 "required": ["name"],
                 "additionalProperties": false}""");
    }

    @Test
    void describesASealedInterfaceByItsRecords() {
        JsonNode items = schema(Drawing.class).at("/properties/figures/items/anyOf");

        assertThat(items.at("/0/properties/type/enum/0").textValue()).isEqualTo("Circle");
        assertThat(items.at("/1/required").toString()).isEqualTo("[\"type\",\"side\"]");
    }

    @Test
    void allowsNullOnlyWhereItIsMeant() {
        JsonNode schema = schema(Nullables.class);

        assertThat(schema.at("/properties/texts/items/type").toString()).isEqualTo("[\"string\",\"null\"]");
        assertThat(schema.at("/properties/texts/type").textValue()).isEqualTo("array");
        assertThat(schema.at("/properties/currency/enum").toString()).isEqualTo("[\"EUR\",\"usd\",null]");
        assertThat(schema.at("/properties/address/type").toString()).isEqualTo("[\"object\",\"null\"]");
        assertThat(schema.get("required").toString()).isEqualTo("[\"texts\"]");
    }

    @Test
    void refusesTypesWithoutAJsonFormNamingClassAndMember() {
        record WithStream(InputStream in) {}
        record WithRawList(@SuppressWarnings("rawtypes") List items) {}
        record WithObject(Object any) {}
        record WithKeys(Map<Integer, String> map) {}
        record WithWildcard(List<?> items) {}
        record Nested(List<WithStream> streams) {}

        assertRefused(WithStream.class, "WithStream.in", "java.io.InputStream");
        assertRefused(WithRawList.class, "WithRawList.items", "java.util.List");
        assertRefused(WithObject.class, "WithObject.any", "java.lang.Object");
        assertRefused(WithKeys.class, "WithKeys.map", "keys");
        assertRefused(WithWildcard.class, "WithWildcard.items", "java.lang.Object");
        assertRefused(Nested.class, "WithStream.in", "java.io.InputStream");
        assertRefused(Runnable.class, "Runnable", "java.lang.Runnable");
    }

    @Test
    void refusesTypesThatNeverEnd() {
        record Growing<T>(@Nullable Growing<List<T>> next) {}
        record Start(Growing<String> first) {}

        assertRefused(Start.class, "Growing.next", "different types");
    }

    private static void assertRefused(Class<?> type, String... parts) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> JsonSchemas.of(type))
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    private static void assertSame(Class<?> type, String expected) {
        try {
            assertThat(schema(type)).isEqualTo(new ObjectMapper().readTree(expected));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode schema(Class<?> type) {
        return SchemaCheck.parse(type.getSimpleName(), JsonSchemas.of(type));
    }
}
