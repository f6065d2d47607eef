package dev.llmops.core.safety;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.safety.Action;
import dev.llmops.api.safety.Finding;
import dev.llmops.api.safety.Segment;
import dev.llmops.api.safety.Tier;
import dev.llmops.core.guarding.GuardFilter;
import dev.llmops.core.guarding.Lane;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PiiGuardGoldenTest {
    private static final Set<String> KINDS = Set.of("EMAIL_ADDRESS", "CREDIT_CARD", "IBAN_CODE", "PHONE_NUMBER");
    private static final PiiGuard GUARD = PiiGuard.standard();

    @Test
    void findsTheSpansOfTheReferenceCases() throws IOException {
        Map<String, int[]> rates = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        for (JsonNode line : GoldenData.lines("safety/pii_presidio.jsonl")) {
            String kind = line.path("entities").path(0).asText();
            if (!KINDS.contains(kind)) {
                continue;
            }
            List<String> expected = new ArrayList<>();
            String strength = "none";
            for (JsonNode span : line.path("expected")) {
                expected.add(span.path("start") + "-" + span.path("end"));
                strength = span.path("strength").asText();
            }
            List<String> found = inspect(line.path("text").asText()).stream()
                    .filter(finding -> finding.kind().equals(kind))
                    .map(finding -> finding.start() + "-" + finding.end())
                    .toList();
            int[] rate = rates.computeIfAbsent(kind + " " + strength, key -> new int[2]);
            rate[1]++;
            if (found.equals(expected)) {
                rate[0]++;
            } else {
                wrong.add(line.path("source").asText() + " found " + found);
            }
        }

        assertThat(rates).isNotEmpty();
        assertThat(wrong).as("right of all: %s", describe(rates)).isEmpty();
    }

    @Test
    void raisesTheScoreWhereTheReferenceDoes() throws IOException {
        for (JsonNode line : GoldenData.lines("safety/pii_context.jsonl")) {
            if (line.path("entity").asText().equals("PHONE_NUMBER")) {
                String text = line.path("text").asText();
                List<Finding> named = inspect(text);
                assertThat(named).isNotEmpty();
                for (Finding finding : named) {
                    List<Finding> bare = inspect(text.substring(finding.start(), finding.end()));
                    assertThat(bare).allMatch(alone -> alone.score() < finding.score());
                }
            }
        }
    }

    @Test
    void redactsAStreamLikeTheWholeTextForEveryChunking() throws IOException {
        for (JsonNode line : GoldenData.lines("safety/streaming.jsonl")) {
            if (!line.path("kind").asText().equals("stream-redact")) {
                continue;
            }
            String text = line.path("text").asText();
            List<String> given = new ArrayList<>();
            line.path("chunks").forEach(chunk -> given.add(chunk.asText()));
            String whole = redacted(List.of(text));

            assertThat(redacted(given)).isEqualTo(whole);
            assertThat(redacted(List.of(text.split("", -1)))).isEqualTo(whole);
            for (int seed = 0; seed < 5; seed++) {
                assertThat(redacted(cut(text, new Random(seed))))
                        .as("seed %d", seed)
                        .isEqualTo(whole);
            }
            for (JsonNode span : line.path("expected")) {
                boolean covered = KINDS.contains(span.path("entity").asText())
                        && !span.path("entity").asText().equals("PHONE_NUMBER");
                if (covered) {
                    assertThat(whole).doesNotContain(span.path("value").asText());
                }
            }
        }
    }

    private static String redacted(List<String> pieces) {
        StringBuilder out = new StringBuilder();
        GuardFilter filter = new GuardFilter(List.of(new Redacting()), Segment.Origin.ANSWER, "", decision -> {});
        pieces.forEach(piece -> filter.feed(piece, out::append));
        filter.finish(out::append);
        return out.toString();
    }

    private static List<String> cut(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(12));
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }

    private static List<Finding> inspect(String text) {
        return GUARD.inspect(Segment.prompt(text), StageContext.detached());
    }

    private static String describe(Map<String, int[]> rates) {
        List<String> lines = new ArrayList<>();
        rates.forEach((name, rate) -> lines.add(name + " " + rate[0] + "/" + rate[1]));
        return String.join(", ", lines);
    }

    /** The guard with the policy to redact what is at least strong. */
    private static final class Redacting implements Lane {
        @Override
        public String guard() {
            return "pii";
        }

        @Override
        public List<Finding> inspect(Segment segment) {
            return GUARD.inspect(segment, StageContext.detached());
        }

        @Override
        public int settled(String text) {
            return GUARD.settled(text);
        }

        @Override
        public int horizon() {
            return GUARD.horizon();
        }

        @Override
        public Action decide(Finding finding, String value) {
            return finding.tier().compareTo(Tier.STRONG) >= 0 ? new Action.Redact("[{kind}]") : new Action.Allow();
        }

        @Override
        public boolean holds() {
            return true;
        }
    }
}
