package dev.llmops.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Tier;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptedGuardTest {
    private final TestContext context = TestContext.create();

    @Test
    void findsTextsWhereverTheyStand() {
        ScriptedGuard guard = ScriptedGuard.builder()
                .find("aa", "DOUBLE")
                .find("b", "SINGLE", Tier.WEAK)
                .build();

        List<Finding> findings = guard.inspect(Segment.prompt("aaab"), context);

        assertThat(findings)
                .containsExactly(
                        Finding.of("scripted.double", "DOUBLE", 0, 2, Tier.STRONG),
                        Finding.of("scripted.double", "DOUBLE", 1, 3, Tier.STRONG),
                        Finding.of("scripted.single", "SINGLE", 3, 4, Tier.WEAK));
        assertThat(guard.horizon()).isEqualTo(2);
        assertThat(guard.segments(Segment.Origin.PROMPT)).hasSize(1);
        assertThat(guard.segments(Segment.Origin.ANSWER)).isEmpty();
    }

    @Test
    void judgesByAFunction() {
        ScriptedGuard guard = ScriptedGuard.builder()
                .verdict("LOUD", segment -> segment.text().endsWith("!"))
                .build();

        assertThat(guard.inspect(Segment.output("Hey!"), context))
                .singleElement()
                .satisfies(finding -> assertThat(finding.isVerdict()).isTrue());
        assertThat(guard.inspect(Segment.output("Hey."), context)).isEmpty();
        assertThat(guard.horizon()).isEqualTo(SafetyGuard.WHOLE);
    }

    @Test
    void findsNothingOrFails() {
        assertThat(ScriptedGuard.findingNothing().inspect(Segment.prompt("x"), context))
                .isEmpty();
        assertThatThrownBy(() -> ScriptedGuard.failing(new IllegalStateException("broken"))
                        .inspect(Segment.prompt("x"), context))
                .isInstanceOf(IllegalStateException.class);
    }
}
