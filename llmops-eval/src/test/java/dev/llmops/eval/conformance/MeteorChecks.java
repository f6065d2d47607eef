package dev.llmops.eval.conformance;

import dev.llmops.eval.text.Meteor;
import dev.llmops.eval.text.WordNet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** METEOR and its synonyms against NLTK with WordNet 3.0. */
final class MeteorChecks implements CheckSet {
    private @Nullable WordNet wordNet;
    private @Nullable Meteor meteor;

    @Override
    public Map<String, Check> checks() {
        return Map.of("meteor", this::meteor, "wordnet.synonyms", this::synonyms);
    }

    private void meteor(GoldenCase golden) {
        List<List<String>> references = new ArrayList<>();
        golden.get("refs_tokens").forEach(tokens -> references.add(GoldenCase.texts(tokens)));
        Meteor plain = switch (golden.param("synonyms").asText()) {
            case "wordnet30" -> withSynonyms();
            case "none" -> Meteor.withoutSynonyms();
            default -> throw new AssertionError("other synonyms than those of WordNet 3.0");
        };
        double score = plain.parameters(
                        golden.param("alpha").asDouble(0.9),
                        golden.param("beta").asDouble(3),
                        golden.param("gamma").asDouble(0.5))
                .scoreTokens(GoldenCase.texts(golden.get("hyp_tokens")), references);
        Expect.close(score, golden.expected(), golden.tolerance(Expect.USUAL), "score");
    }

    private void synonyms(GoldenCase golden) {
        Expect.same(List.copyOf(wordNet().synonyms(golden.hyp())), GoldenCase.texts(golden.expected()), "synonyms");
    }

    private synchronized WordNet wordNet() {
        WordNet loaded = wordNet == null ? WordNet.load() : wordNet;
        wordNet = loaded;
        return loaded;
    }

    private synchronized Meteor withSynonyms() {
        Meteor made = meteor == null ? Meteor.with(wordNet()) : meteor;
        meteor = made;
        return made;
    }
}
