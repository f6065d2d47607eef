package dev.llmops.template.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MutationTest {
    @Test
    void everyMutatedTemplateGivesTextOrIsRefused() throws IOException {
        TemplateMutations mutations = new TemplateMutations(1);

        mutations.run(1_000, TemplateMutations.subjects());

        assertThat(mutations.rendered() + mutations.refused()).isEqualTo(1_000);
        assertThat(mutations.rendered()).isPositive();
        assertThat(mutations.refused()).isPositive();
    }

    @Test
    @Tag("stress")
    void tenThousandMutatedTemplatesGiveTextOrAreRefused() throws IOException {
        TemplateMutations mutations = new TemplateMutations(20250710);

        mutations.run(10_000, TemplateMutations.subjects());

        assertThat(mutations.rendered() + mutations.refused()).isEqualTo(10_000);
    }
}
