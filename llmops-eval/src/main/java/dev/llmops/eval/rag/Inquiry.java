package dev.llmops.eval.rag;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.Trust;
import dev.llmops.api.embedding.EmbeddingClient;
import dev.llmops.api.embedding.EmbeddingRequest;
import dev.llmops.api.model.RateLimitedException;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.UsageMeter;
import dev.llmops.eval.judge.Exhibit;
import dev.llmops.eval.judge.Judge;
import dev.llmops.eval.judge.JudgeAnswer;
import dev.llmops.eval.judge.JudgeTask;
import dev.llmops.eval.judge.Reply;
import java.util.ArrayList;
import java.util.List;

/** The questions about one sample, and what asking them used. Not safe for concurrent use. */
final class Inquiry {
    private final Judge judge;
    private final CallControl control;
    private Usage usage = Usage.unknown();

    Inquiry(Judge judge, CallControl control) {
        this.judge = judge;
        this.control = control;
    }

    Usage usage() {
        return usage;
    }

    CallControl control() {
        return control;
    }

    /** {@return what {@code text}, an answer to {@code question}, claims} */
    List<String> claims(String question, String text, Trust trust) throws JudgeFailed {
        if (text.isBlank()) {
            return List.of();
        }
        return ask(RagTasks.CLAIMS, List.of(Exhibit.question(question), new Exhibit("text", text, trust)))
                .texts("claims");
    }

    /** {@return what {@code text} names} */
    List<String> entities(String text, Trust trust) throws JudgeFailed {
        return text.isBlank()
                ? List.of()
                : ask(RagTasks.ENTITIES, List.of(new Exhibit("text", text, trust)))
                        .texts("entities");
    }

    /** {@return for each of {@code claims} whether it follows from {@code sources}} */
    List<Finding> support(List<String> claims, List<String> sources, Trust trust) throws JudgeFailed {
        List<Exhibit> before = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            before.add(new Exhibit("source " + (i + 1), sources.get(i), trust));
        }
        return findings(RagTasks.SUPPORT, before, "claim", claims, Trust.MODEL);
    }

    /** {@return a verdict for each of {@code texts}, shown as {@code label} with its number} */
    List<Finding> findings(JudgeTask task, List<Exhibit> before, String label, List<String> texts, Trust trust)
            throws JudgeFailed {
        if (texts.isEmpty()) {
            return List.of();
        }
        List<Exhibit> exhibits = new ArrayList<>(before);
        for (int i = 0; i < texts.size(); i++) {
            exhibits.add(new Exhibit(label + " " + (i + 1), texts.get(i), trust));
        }
        Finding[] findings = new Finding[texts.size()];
        int given = 0;
        for (JudgeAnswer verdict : ask(task, exhibits).entries("verdicts")) {
            int number = verdict.whole("number");
            if (number > texts.size() || findings[number - 1] != null) {
                throw new JudgeFailed("the judge gave a verdict about a " + label + " twice, or about one too many");
            }
            findings[number - 1] =
                    new Finding(texts.get(number - 1), verdict.verdict("verdict"), verdict.text("reason"));
            given++;
        }
        if (given < texts.size()) {
            throw new JudgeFailed("the judge gave " + given + " verdicts about " + texts.size() + " texts");
        }
        return List.of(findings);
    }

    JudgeAnswer ask(JudgeTask task, List<Exhibit> exhibits) throws JudgeFailed {
        Reply reply = judge.ask(task, exhibits, control);
        usage = usage.plus(reply.usage());
        if (reply instanceof JudgeAnswer answer) {
            return answer;
        }
        throw new JudgeFailed(((Reply.None) reply).reason() + " (asked for " + task.name() + ")");
    }

    /** {@return the cosine of the first text with each of the others} */
    List<Double> similarities(EmbeddingClient embeddings, List<String> texts) throws JudgeFailed {
        List<float[]> vectors;
        try {
            var response = embeddings.embed(EmbeddingRequest.of(texts, EmbeddingRequest.Purpose.SIMILARITY), control);
            usage = usage.plus(response.usage());
            UsageMeter.report(control, response.usage());
            vectors = response.vectors();
        } catch (CallCancelledException | RateLimitedException e) {
            throw e;
        } catch (LlmException e) {
            throw new JudgeFailed("the texts could not be embedded: " + e.getMessage());
        }
        if (vectors.size() != texts.size()) {
            throw new JudgeFailed("the embedding model gave " + vectors.size() + " vectors for " + texts.size());
        }
        List<Double> similarities = new ArrayList<>();
        for (float[] vector : vectors.subList(1, vectors.size())) {
            similarities.add(RagScores.cosine(vectors.get(0), vector)
                    .orElseThrow(() -> new JudgeFailed("the embedding model gave a vector without direction")));
        }
        return similarities;
    }
}
