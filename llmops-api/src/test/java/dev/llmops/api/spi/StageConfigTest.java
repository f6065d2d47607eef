package dev.llmops.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StageConfigTest {
    private final StageConfig config = StageConfig.of(
            "/ground/0/search",
            Map.of(
                    "name",
                    "manuals",
                    "limit",
                    5,
                    "ratio",
                    0.5,
                    "strict",
                    true,
                    "tags",
                    List.of("a", "b"),
                    "index",
                    Map.of("path", "data", "kind", "memory"),
                    "rules",
                    List.of(Map.of("word", "x"), Map.of("word", "y"))),
            pointer -> "pipeline.yaml:7 (" + pointer + ")",
            new NamedStages(),
            Path.of("/etc/app"));

    @Test
    void looksVariablesUpInTheEnvironmentItIsGiven() {
        StageConfig group = StageConfig.of(Map.of("group", Map.of("k", "v")))
                .withEnvironment(Map.of("KEY", "value", "BLANK", " ")::get)
                .child("group")
                .orElseThrow();

        assertThat(group.variable("KEY")).contains("value");
        assertThat(group.variable("BLANK")).isEmpty();
        assertThat(group.variable("NOT_SET")).isEmpty();
        assertThat(StageConfig.empty().variable("PATH")).isPresent();
    }

    @Test
    void readsSettingsOfEveryKind() {
        assertThat(config.string("name")).contains("manuals");
        assertThat(config.requiredString("name")).isEqualTo("manuals");
        assertThat(config.integer("limit")).contains(5);
        assertThat(config.number("ratio")).contains(0.5);
        assertThat(config.number("limit")).contains(5.0);
        assertThat(config.flag("strict")).contains(true);
        assertThat(config.strings("tags")).containsExactly("a", "b");
        assertThat(config.child("index").orElseThrow().path("path")).contains(Path.of("/etc/app/data"));
        assertThat(config.children("rules"))
                .extracting(rule -> rule.requiredString("word"))
                .containsExactly("x", "y");
    }

    @Test
    void whatIsMissingIsEmpty() {
        StageConfig empty = StageConfig.empty();

        assertThat(empty.string("x")).isEmpty();
        assertThat(empty.integer("x")).isEmpty();
        assertThat(empty.number("x")).isEmpty();
        assertThat(empty.flag("x")).isEmpty();
        assertThat(empty.duration("x")).isEmpty();
        assertThat(empty.path("x")).isEmpty();
        assertThat(empty.strings("x")).isEmpty();
        assertThat(empty.constant("x", Tier.class)).isEmpty();
        assertThat(empty.child("x")).isEmpty();
        assertThat(empty.children("x")).isEmpty();
        assertThat(empty.stage("x", CharSequence.class)).isEmpty();
        assertThat(empty.stages("x", CharSequence.class)).isEmpty();
        assertThat(empty.unread()).isEmpty();
    }

    @Test
    void namesFileLineAndKeyOfAMistake() {
        assertRefused(() -> config.integer("name"), "pipeline.yaml:7 (/ground/0/search/name)", "\"name\"", "whole");
        assertRefused(() -> config.requiredString("title"), "\"title\"", "is missing");
        assertRefused(
                () -> config.child("index").orElseThrow().integer("kind"),
                "(/ground/0/search/index/kind)",
                "whole number");
        assertRefused(
                () -> config.children("rules").get(1).flag("word"), "(/ground/0/search/rules/1/word)", "true or false");
        assertThat(config.problem("name", "is odd")).hasMessageContaining("\"name\" is odd");
    }

    @Test
    void refusesTheWrongKind() {
        assertRefused(() -> config.string("limit"), "a text");
        assertRefused(() -> config.duration("limit"), "a time such as 500ms, 20s or 5m");
        StageConfig damaged = StageConfig.of(Map.of("documents", "a\0b"));
        assertRefused(() -> damaged.paths("documents"), "must be a path");
        assertRefused(() -> config.integer("ratio"), "whole number, was 0.5");
        StageConfig large = StageConfig.of(Map.of("count", 3_000_000_000L));
        assertRefused(() -> large.integer("count"), "at most 2147483647", "was 3000000000");
        assertRefused(() -> config.number("name"), "a number");
        assertRefused(() -> config.flag("name"), "true or false");
        assertRefused(() -> config.strings("name"), "a list");
        assertRefused(() -> config.strings("rules"), "a list of texts");
        assertRefused(() -> config.child("name"), "a group of settings");
        assertRefused(() -> config.children("tags"), "a list of groups of settings");
        assertRefused(() -> config.children("index"), "a list");
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "20s, PT20S", "5m, PT5M", "2h, PT2H", "PT1M30S, PT1M30S", "0s, PT0S"})
    void readsTimes(String written, Duration meant) {
        assertThat(StageConfig.of(Map.of("t", written)).duration("t")).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "ms",
                "5",
                "5 s",
                "5x",
                "five",
                "P",
                "PT",
                "1.5s",
                "-5s",
                "PT-5S",
                "9223372036854775807h"
            })
    void refusesTimesThatAreNone(String written) {
        assertRefused(() -> StageConfig.of(Map.of("t", written)).duration("t"), "\"t\"");
    }

    @Test
    void takesWholeNumbersHoweverTheyAreWritten() {
        StageConfig numbers = StageConfig.of(Map.of("long", 7L, "double", 7.0, "large", 1L << 40, "nan", Double.NaN));

        assertThat(numbers.integer("long")).contains(7);
        assertThat(numbers.integer("double")).contains(7);
        assertRefused(() -> numbers.integer("large"), "\"large\"");
        assertRefused(() -> numbers.integer("nan"), "\"nan\"");
    }

    @Test
    void readsConstantsInAnyCase() {
        StageConfig constants = StageConfig.of(Map.of("a", "strong", "b", "tool-arguments", "c", "huge"));

        assertThat(constants.constant("a", Tier.class)).contains(Tier.STRONG);
        assertThat(constants.constant("b", Segment.Origin.class)).contains(Segment.Origin.TOOL_ARGUMENTS);
        assertRefused(
                () -> constants.constant("c", Tier.class),
                "one of weak, contextual, strong, validated",
                "was \"huge\"");
    }

    @Test
    void refusesAPathThatCannotBe() {
        assertRefused(() -> StageConfig.of(Map.of("p", "a\0b")).path("p"), "\"p\"", "path");
    }

    @Test
    void tellsWhatNobodyHasRead() {
        config.string("name");
        config.child("index").orElseThrow().string("path");
        config.children("rules").get(0).string("word");

        assertThat(config.unread())
                .hasSize(6)
                .anyMatch(text -> text.contains("\"limit\""))
                .anyMatch(text -> text.contains("/index/kind"))
                .anyMatch(text -> text.contains("/rules/1/word"))
                .noneMatch(text -> text.contains("\"name\""));
    }

    @Test
    void asksTheFactoryForStages() {
        StageConfig stages = StageConfig.of(
                "/a",
                Map.of("one", "x", "many", List.of("y", Map.of("z", Map.of()))),
                pointer -> "",
                new NamedStages(),
                Path.of(""));

        assertThat(stages.stage("one", CharSequence.class)).contains("x at /a/one");
        assertThat(stages.stages("many", CharSequence.class)).containsExactly("y at /a/many/0", "{z={}} at /a/many/1");
        assertThat(stages.unread()).isEmpty();
        assertRefused(
                () -> StageConfig.of(Map.of("one", "x")).stage("one", CharSequence.class), "cannot refer to other");
    }

    @Test
    void refusesEmptyPlacesInListsAndGroups() {
        Map<String, Object> gaps = new LinkedHashMap<>();
        gaps.put("list", Arrays.asList("a", null));
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("k", null);
        gaps.put("group", group);
        gaps.put("nothing", null);
        StageConfig holes = StageConfig.of("", gaps, pointer -> "", new NamedStages(), Path.of(""));

        assertRefused(() -> holes.strings("list"), "\"list\"");
        assertRefused(() -> holes.stages("list", CharSequence.class), "\"list\"");
        assertRefused(() -> holes.child("group"), "\"group\"");
        assertThat(holes.string("nothing")).isEmpty();
    }

    private static void assertRefused(ThrowingCallable reading, String... told) {
        assertThatThrownBy(reading).isInstanceOf(ConfigurationException.class).hasMessageContainingAll(told);
    }

    /** Makes texts that say what was asked for. */
    private static final class NamedStages implements StageConfig.StageFactory {
        @Override
        public <T> T create(Class<T> type, Object value, String pointer) {
            return type.cast(value + " at " + pointer);
        }
    }
}
