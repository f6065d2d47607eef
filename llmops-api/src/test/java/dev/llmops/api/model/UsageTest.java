package dev.llmops.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.model.Usage.Source;
import dev.llmops.api.model.Usage.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UsageTest {
    private static final List<Source> SOURCES = List.of(Source.values());

    @Test
    void whatIsNotReportedIsAbsentAndNotZero() {
        Usage usage = Usage.of(3, 0);

        assertThat(usage.count(Unit.INPUT_UNCACHED)).hasValue(3);
        assertThat(usage.count(Unit.OUTPUT_TEXT)).hasValue(0);
        assertThat(usage.count(Unit.CACHE_READ)).isEmpty();
        assertThat(Usage.unknown().inputTokens()).isEmpty();
        assertThat(Usage.unknown().outputTokens()).isEmpty();
    }

    @Test
    void addsUpUnitsOfOneSide() {
        Usage usage = Usage.builder(Source.PROVIDER)
                .count(Unit.INPUT_UNCACHED, 1)
                .count(Unit.CACHE_READ, 10)
                .count(Unit.CACHE_WRITE_SHORT, 100)
                .count(Unit.OUTPUT_TEXT, 5)
                .count(Unit.OUTPUT_REASONING, 50)
                .count(Unit.REQUESTS, 7)
                .build();

        assertThat(usage.inputTokens()).hasValue(111);
        assertThat(usage.outputTokens()).hasValue(55);
    }

    @Test
    void addsRecordsUnitByUnit() {
        Usage sum = Usage.of(1, 2)
                .plus(Usage.builder(Source.PARTIAL)
                        .count(Unit.OUTPUT_TEXT, 3)
                        .count(Unit.CACHE_READ, 4)
                        .build());

        assertThat(sum.count(Unit.INPUT_UNCACHED)).hasValue(1);
        assertThat(sum.count(Unit.OUTPUT_TEXT)).hasValue(5);
        assertThat(sum.count(Unit.CACHE_READ)).hasValue(4);
        assertThat(sum.source()).isEqualTo(Source.PARTIAL);
    }

    @Test
    void addingWhatIsUnknownChangesNothing() {
        Usage usage = Usage.of(1, 2);

        assertThat(usage.plus(Usage.unknown())).isSameAs(usage);
        assertThat(Usage.unknown().plus(usage)).isSameAs(usage);
    }

    @Test
    void theCostOfASumIsKnownIfBothAre() {
        Usage priced = Usage.builder(Source.PROVIDER)
                .count(Unit.REQUESTS, 1)
                .providerCost(new BigDecimal("0.10"))
                .build();

        assertThat(priced.plus(priced).providerCost()).contains(new BigDecimal("0.20"));
        assertThat(priced.plus(Usage.of(1, 1)).providerCost()).isEmpty();
    }

    @Test
    void sumsDoNotDependOnTheOrder() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Usage a = random(random);
            Usage b = random(random);
            Usage c = random(random);

            assertThat(a.plus(b)).as("seed %d", seed).isEqualTo(b.plus(a));
            assertThat(a.plus(b).plus(c)).as("seed %d", seed).isEqualTo(a.plus(b.plus(c)));
        }
    }

    @Test
    void refusesNegativeCountsAndOverflow() {
        assertThatThrownBy(() -> Usage.of(-1, 0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Usage.of(Long.MAX_VALUE, 0).plus(Usage.of(1, 0)))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aBuilderKeepsEverything() {
        Usage usage = Usage.builder(Source.PARTIAL)
                .count(Unit.IMAGES, 2)
                .providerCost(BigDecimal.ONE)
                .rawJson("{}")
                .build();

        Usage copy = usage.toBuilder().build();

        assertThat(copy).isEqualTo(usage).hasSameHashCodeAs(usage);
        assertThat(copy.rawJson()).isEqualTo("{}");
        assertThat(copy.providerCost()).contains(BigDecimal.ONE);
    }

    private static Usage random(Random random) {
        Usage.Builder builder = Usage.builder(SOURCES.get(random.nextInt(SOURCES.size())));
        for (Unit unit : Unit.values()) {
            if (random.nextInt(3) == 0) {
                builder.count(unit, random.nextInt(1000));
            }
        }
        if (random.nextBoolean()) {
            builder.providerCost(BigDecimal.valueOf(random.nextInt(100), 2));
        }
        return builder.build();
    }
}
