package dev.llmops.core.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.CallControl;
import dev.llmops.api.text.Entity;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityFinderProperties {
    private static final EntityFinder FINDER = EntityFinder.standard();

    private static final String[] PIECES = """
            Dr Anna Müller van der J May March 1st 5 31 99 2026 1972 Q3 H1 W32 in of next last past week days
            ago Monday today GmbH Co KG Acme & University Berlin New York USA kg m³/h % € $ USD million k , . :
            - – / ( ) ' s T Z + v P 101 000 www http:// :// example com @ a pm p.m. Uhr ¶ \u00A0 \uD83D\uDE00
            \uD83D \uDE00 日本 \u0301 ﬁ İ _ #""".split("[ \n]", -1);

    @Test
    void findsEntitiesThatStandWhereTheySayAndDoNotOverlap() {
        for (int seed = 0; seed < 8_000; seed++) {
            String text = randomText(new Random(seed));

            List<Entity> entities = FINDER.recognize(text, CallControl.detached());

            int end = 0;
            for (Entity entity : entities) {
                assertThat(entity.start()).as("seed %d", seed).isGreaterThanOrEqualTo(end);
                assertThat(entity.text()).as("seed %d", seed).isNotBlank();
                assertThat(text.substring(entity.start(), entity.end()))
                        .as("seed %d", seed)
                        .isEqualTo(entity.text());
                assertThat(entity.canonical()).as("seed %d", seed).isNotBlank();
                end = entity.end();
            }
        }
    }

    @Test
    void judgesParagraphsIndependently() {
        for (int seed = 0; seed < 3_000; seed++) {
            String text = randomText(new Random(seed));
            String before = "The first paragraph names Anna Berg.\n\n";

            List<Entity> alone = FINDER.recognize("\n\n" + text, CallControl.detached());
            List<Entity> after = FINDER.recognize(before + text, CallControl.detached());

            int shift = before.length() - 2;
            assertThat(after.subList(1, after.size()))
                    .as("seed %d", seed)
                    .isEqualTo(alone.stream()
                            .map(entity -> new Entity(
                                    entity.type(),
                                    entity.text(),
                                    entity.canonical(),
                                    entity.start() + shift,
                                    entity.end() + shift,
                                    entity.score()))
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.",
                "1.",
                "1-",
                "0:",
                "a@",
                "(1",
                "www.",
                "-",
                "{",
                "http://",
                "A ",
                "A. ",
                "A-",
                "Inc ",
                "Anna ",
                "& A ",
                "van ",
                "Dr ",
                "May 5 ",
                "5 to ",
                "1,",
                "in 3 ",
                "2024-",
                "New ",
                "of A ",
                "University of ",
                "Monday, ",
                "1 kg ",
                "$",
                "(",
                "é"
            })
    void copesWithLongRunsOfWhatLooksLikeAnEntity(String unit) {
        String text = unit.repeat(40_000 / unit.length());

        List<Entity> entities = FINDER.recognize(text, CallControl.detached());

        assertThat(entities).allMatch(entity -> entity.end() <= text.length());
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(25);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextInt(3) > 0 ? " " : "");
        }
        return text.toString().replace('¶', '\n');
    }
}
