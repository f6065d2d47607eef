package dev.llmops.api.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GuardPolicyTest {
    @Test
    void actsOnStrongFindingsAndAnnotatesWeakerOnes() {
        GuardPolicy policy = GuardPolicy.block();

        assertThat(policy.decide(finding("X", Tier.VALIDATED))).isInstanceOf(Action.Block.class);
        assertThat(policy.decide(finding("X", Tier.STRONG))).isInstanceOf(Action.Block.class);
        assertThat(policy.decide(finding("X", Tier.CONTEXTUAL))).isInstanceOf(Action.Annotate.class);
        assertThat(policy.actingFrom(Tier.WEAK).decide(finding("X", Tier.WEAK))).isInstanceOf(Action.Block.class);
    }

    @Test
    void whatIsAllowedIsNotEvenAnnotated() {
        assertThat(GuardPolicy.allow().decide(finding("X", Tier.WEAK))).isInstanceOf(Action.Allow.class);
    }

    @Test
    void kindsMayHaveActionsOfTheirOwn() {
        GuardPolicy policy =
                GuardPolicy.redact().when("KEY", new Action.Block()).when("NAME", new Action.Allow());

        assertThat(policy.decide(finding("KEY", Tier.STRONG))).isInstanceOf(Action.Block.class);
        assertThat(policy.decide(finding("KEY", Tier.WEAK))).isInstanceOf(Action.Annotate.class);
        assertThat(policy.decide(finding("NAME", Tier.WEAK))).isInstanceOf(Action.Allow.class);
        assertThat(policy.decide(finding("OTHER", Tier.STRONG)))
                .isInstanceOfSatisfying(
                        Action.Redact.class,
                        redact -> assertThat(redact.replacement("OTHER")).isEqualTo("[OTHER]"));
    }

    @Test
    void saysWhatItMayDo() {
        GuardPolicy mixed = GuardPolicy.annotate().when("A", new Action.Pseudonymise());

        assertThat(GuardPolicy.annotate().mayEdit()).isFalse();
        assertThat(mixed.mayEdit()).isTrue();
        assertThat(mixed.mayBlock()).isFalse();
        assertThat(mixed.mayReprompt()).isFalse();
        assertThat(GuardPolicy.block().mayBlock()).isTrue();
        assertThat(GuardPolicy.reprompt(2).mayReprompt()).isTrue();
        assertThat(GuardPolicy.redact().mayEdit()).isTrue();
    }

    @Test
    void appliesToEverythingButInstructions() {
        for (Segment.Origin origin : Segment.Origin.values()) {
            assertThat(GuardPolicy.block().appliesTo(origin))
                    .as(origin.name())
                    .isEqualTo(origin != Segment.Origin.INSTRUCTIONS);
        }
    }

    @Test
    void appliesWhereItIsTold() {
        GuardPolicy input = GuardPolicy.block().on(Segment.Direction.INPUT);
        GuardPolicy passages = GuardPolicy.block().on(Segment.Origin.PASSAGE, Segment.Origin.INSTRUCTIONS);

        assertThat(input.appliesTo(Segment.Direction.OUTPUT)).isFalse();
        assertThat(input.appliesTo(Segment.Origin.TOOL_RESULT)).isTrue();
        assertThat(passages.appliesTo(Segment.Origin.PROMPT)).isFalse();
        assertThat(passages.appliesTo(Segment.Origin.INSTRUCTIONS)).isTrue();
    }

    @Test
    void changesMakeAnotherPolicyAndKeepTheRest() {
        GuardPolicy policy = GuardPolicy.block()
                .when("A", new Action.Allow())
                .actingFrom(Tier.WEAK)
                .onError(GuardPolicy.OnError.OPEN)
                .on(Segment.Origin.ANSWER);

        GuardPolicy changed = policy.when("B", new Action.Annotate());

        assertThat(changed.decide(finding("A", Tier.WEAK))).isInstanceOf(Action.Allow.class);
        assertThat(changed.decide(finding("C", Tier.WEAK))).isInstanceOf(Action.Block.class);
        assertThat(changed.onError()).isEqualTo(GuardPolicy.OnError.OPEN);
        assertThat(changed.appliesTo(Segment.Origin.PROMPT)).isFalse();
        assertThat(policy.decide(finding("B", Tier.WEAK))).isInstanceOf(Action.Block.class);
    }

    @Test
    void strongerFindingsComeFirstWhateverTheOrder() {
        List<Finding> ordered = List.of(
                new Finding("r", "K", 5, 7, 1, Tier.VALIDATED, ""),
                new Finding("r", "K", 0, 9, 1, Tier.STRONG, ""),
                new Finding("r", "K", 0, 3, 1, Tier.STRONG, ""),
                new Finding("r", "K", 1, 4, 1, Tier.STRONG, ""),
                new Finding("a", "L", 1, 4, 1, Tier.STRONG, ""),
                new Finding("b", "L", 1, 4, 1, Tier.STRONG, ""),
                new Finding("r", "K", 0, 100, 1, Tier.WEAK, ""));
        for (long seed = 0; seed < 20; seed++) {
            List<Finding> shuffled = new ArrayList<>(ordered);
            Collections.shuffle(shuffled, new Random(seed));

            shuffled.sort(Finding.STRONGEST_FIRST);

            assertThat(shuffled).as("seed %d", seed).isEqualTo(ordered);
        }
    }

    @Test
    void findingsKnowTheirPlace() {
        Finding finding = Finding.of("r", "K", 3, 5, Tier.STRONG);

        assertThat(finding.length()).isEqualTo(2);
        assertThat(finding.shift(-3)).isEqualTo(Finding.of("r", "K", 0, 2, Tier.STRONG));
        assertThat(finding.isVerdict()).isFalse();
        assertThat(Finding.ofWhole("r", "K", 1, Tier.STRONG, "").isVerdict()).isTrue();
        assertThatThrownBy(() -> Finding.of("r", "K", 5, 3, Tier.STRONG)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new Finding("r", "K", 0, 1, Double.NaN, Tier.WEAK, ""))
                .isInstanceOf(InvalidInputException.class);
    }

    private static Finding finding(String kind, Tier tier) {
        return Finding.of("rule", kind, 0, 1, tier);
    }
}
