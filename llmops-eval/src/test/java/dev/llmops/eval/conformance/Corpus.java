package dev.llmops.eval.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.llmops.eval.text.References;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a case about a whole corpus.
 *
 * @param hypotheses what is judged
 * @param references what it is compared with
 */
record Corpus(List<String> hypotheses, References references) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@return the corpus that {@code golden} names} */
    static Corpus of(GoldenCase golden) {
        return switch (golden.get("corpus").asText()) {
            case "hand" -> byHand(golden, 1);
            case "hand_varrefs" -> byHand(golden, 2);
            case "synth" -> new Corpus(golden.lines(golden.get("hyp_file").asText()), references(golden));
            default -> throw new AssertionError("unknown corpus " + golden.get("corpus"));
        };
    }

    /** {@return the references of the files that {@code golden} names} */
    static References references(GoldenCase golden) {
        List<List<String>> streams = new ArrayList<>();
        golden.get("ref_files").forEach(file -> streams.add(golden.lines(file.asText())));
        return References.ofStreams(streams);
    }

    private static Corpus byHand(GoldenCase golden, int count) {
        List<String> hypotheses = new ArrayList<>();
        List<List<@Nullable String>> references = new ArrayList<>();
        for (String line : golden.lines("data/hand.jsonl")) {
            JsonNode segment = read(line);
            hypotheses.add(segment.get("hyp").asText());
            List<@Nullable String> some = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                some.add(segment.get("refs").path(i).textValue());
            }
            references.add(some);
        }
        return new Corpus(hypotheses, References.ofSegments(references));
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
