package dev.llmops.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class TextGoldenTest {
    private static final TextCleaner EVERYTHING = TextCleaner.builder()
            .decodeHtmlEntities(true)
            .splitLigatures(true)
            .foldWidths(true)
            .straightenQuotes(true)
            .collapseWhiteSpace(false)
            .build();

    @Test
    void repairsWhatWasFoundInTheWild(TestReporter reporter) throws IOException {
        List<JsonNode> cases = GoldenCases.of("ftfy.jsonl").stream()
                .filter(line -> line.get("must_pass").asBoolean())
                .toList();

        long passed =
                cases.stream().filter(line -> repairs(line, "fixed_encoding")).count();
        long cleaned = cases.stream()
                .filter(line -> EVERYTHING
                        .clean(line.get("text").asText())
                        .text()
                        .equals(line.get("expected").asText()))
                .count();

        reporter.publishEntry("ftfy encoding", passed + "/" + cases.size());
        reporter.publishEntry("ftfy everything", cleaned + "/" + cases.size());
        assertThat((double) passed / cases.size()).isGreaterThanOrEqualTo(.95);
        assertThat((double) cleaned / cases.size()).isGreaterThanOrEqualTo(.95);
    }

    @Test
    void leavesAloneWhatOnlyLooksBroken() throws IOException {
        assertThat(GoldenCases.of("ftfy.jsonl"))
                .filteredOn(line -> line.get("group").asText().equals("negative"))
                .allSatisfy(line ->
                        assertThat(repaired(line)).isSameAs(line.get("text").asText()));
    }

    @Test
    void repairsWhatWasDamagedOnPurpose(TestReporter reporter) throws IOException {
        List<JsonNode> cases = GoldenCases.of("mojibake_synth.jsonl").stream()
                .filter(line -> line.get("kind").asText().equals("mojibake-synth"))
                .toList();

        long passed = cases.stream().filter(line -> repairs(line, "expected")).count();

        reporter.publishEntry("mojibake synth", passed + "/" + cases.size());
        assertThat((double) passed / cases.size()).isGreaterThanOrEqualTo(.95);
    }

    @Test
    void leavesCleanTextAlone() throws IOException {
        assertThat(GoldenCases.of("mojibake_synth.jsonl"))
                .filteredOn(line -> line.get("kind").asText().equals("mojibake-clean"))
                .allSatisfy(line -> {
                    String text = line.get("text").asText();
                    assertThat(EncodingRepair.isDamaged(text)).isFalse();
                    assertThat(TextCleaner.standard().clean(text).text()).isSameAs(text);
                });
    }

    @Test
    void joinsTokens(TestReporter reporter) throws IOException {
        List<JsonNode> cases = GoldenCases.of("detokenize.jsonl");

        long passed = cases.stream()
                .filter(line -> Detokenizer.standard()
                        .join(line.get("tokens")
                                .valueStream()
                                .map(JsonNode::asText)
                                .toList())
                        .equals(line.get("expected").asText()))
                .count();

        reporter.publishEntry("detokenize", passed + "/" + cases.size());
        assertThat((double) passed / cases.size()).isGreaterThanOrEqualTo(.97);
    }

    private static boolean repairs(JsonNode line, String expected) {
        return repaired(line).equals(line.get(expected).asText());
    }

    private static String repaired(JsonNode line) {
        return EncodingRepair.repair(line.get("text").asText()).text();
    }
}
