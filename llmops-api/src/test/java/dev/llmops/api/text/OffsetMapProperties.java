package dev.llmops.api.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Offset maps against a model that knows for every single character where it came from. */
class OffsetMapProperties {
    private static final int SEEDS = 2000;

    @Test
    void mapsEveryPositionAsTheModelDoes() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Model model = Model.random(random, random.nextInt(20));

            assertSame(model.map(), model, "seed " + seed);
        }
    }

    @Test
    void composesAsTheModelDoes() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Model composed = Model.random(random, random.nextInt(20));
            OffsetMap map = composed.map();
            int steps = 1 + random.nextInt(4);
            for (int step = 0; step < steps; step++) {
                Model next = Model.random(random, composed.origins.size());
                map = next.map().after(map);
                composed = next.after(composed);
                assertSame(map, composed, "seed " + seed + ", step " + step);
            }
        }
    }

    @Test
    void leadsSpansToOrderedSpansOfTheSource() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Model model = Model.random(random, random.nextInt(20));
            OffsetMap map = model.map();
            for (int start = 0; start < model.origins.size(); start++) {
                for (int end = start + 1; end <= model.origins.size(); end++) {
                    assertThat(map.toSourceEnd(end))
                            .as("seed %d, [%d, %d)", seed, start, end)
                            .isBetween(map.toSourceStart(start), model.sourceLength);
                }
            }
        }
    }

    @Test
    void identityMapsEverythingToItself() {
        OffsetMap kept = OffsetMap.builder().kept(2).replaced(0, 0).kept(3).build();

        assertThat(kept.isIdentity()).isTrue();
        assertThat(kept.toSourceStart(4)).isEqualTo(4);
        assertThat(kept.toSourceEnd(5)).isEqualTo(5);
        assertThat(OffsetMap.identity().after(OffsetMap.identity()).isIdentity())
                .isTrue();
    }

    @Test
    void undoingAnInsertionGivesTheIdentity() {
        OffsetMap inserted = OffsetMap.builder().kept(2).replaced(0, 3).kept(2).build();
        OffsetMap removed = OffsetMap.builder().kept(2).replaced(3, 0).kept(2).build();

        assertThat(removed.after(inserted).isIdentity()).isTrue();
    }

    @Test
    void aReplacedStretchLeadsToTheStretchItReplaced() {
        // "cat sat" from "kitten sat"
        OffsetMap map = OffsetMap.builder().replaced(6, 3).kept(4).build();

        assertThat(map.toSourceStart(1)).isZero();
        assertThat(map.toSourceEnd(2)).isEqualTo(6);
        assertThat(map.toSourceStart(4)).isEqualTo(7);
        assertThat(map.toSourceEnd(7)).isEqualTo(10);
    }

    @Test
    void refusesNegativeLengths() {
        OffsetMap.Builder builder = OffsetMap.builder();

        assertThatThrownBy(() -> builder.kept(-1)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> builder.replaced(-1, 0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> builder.replaced(0, -1)).isInstanceOf(InvalidInputException.class);
    }

    private static void assertSame(OffsetMap map, Model model, String what) {
        for (int at = 0; at <= model.origins.size(); at++) {
            assertThat(map.toSourceStart(at))
                    .as("%s, start %d of %s", what, at, model)
                    .isEqualTo(model.start(at));
            assertThat(map.toSourceEnd(at))
                    .as("%s, end %d of %s", what, at, model)
                    .isEqualTo(model.end(at));
        }
    }

    /** For each character of the derived text: the position it came from, or -1 if it is new. */
    private static final class Model {
        private static final int NEW = -1;

        private final List<Integer> origins = new ArrayList<>();
        private final OffsetMap.Builder builder = OffsetMap.builder();
        private int sourceLength;

        static Model random(Random random, int sourceLength) {
            Model model = new Model();
            while (model.sourceLength < sourceLength || random.nextInt(4) == 0) {
                int left = sourceLength - model.sourceLength;
                if (random.nextBoolean()) {
                    model.keep(random.nextInt(Math.min(left, 5) + 1));
                } else {
                    model.replace(random.nextInt(Math.min(left, 3) + 1), random.nextInt(4));
                }
            }
            return model;
        }

        private void keep(int count) {
            builder.kept(count);
            for (int i = 0; i < count; i++) {
                origins.add(sourceLength++);
            }
        }

        private void replace(int removed, int added) {
            builder.replaced(removed, added);
            sourceLength += removed;
            for (int i = 0; i < added; i++) {
                origins.add(NEW);
            }
        }

        OffsetMap map() {
            return builder.build();
        }

        Model after(Model earlier) {
            Model joined = new Model();
            joined.sourceLength = earlier.sourceLength;
            origins.forEach(origin -> joined.origins.add(origin == NEW ? NEW : earlier.origins.get(origin)));
            return joined;
        }

        int start(int at) {
            if (at >= origins.size()) {
                return sourceLength;
            }
            for (int i = at; i >= 0; i--) {
                if (origins.get(i) != NEW) {
                    return origins.get(i) + (i == at ? 0 : 1);
                }
            }
            return 0;
        }

        int end(int at) {
            if (at == 0) {
                return 0;
            }
            for (int i = at - 1; i < origins.size(); i++) {
                if (origins.get(i) != NEW) {
                    return origins.get(i) + (i == at - 1 ? 1 : 0);
                }
            }
            return sourceLength;
        }

        @Override
        public String toString() {
            return origins + " of " + sourceLength;
        }
    }
}
