package dev.llmops.eval.benchmark;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of one document under one filter. Immutable. */
public final class BenchmarkSample {
    private final int index;
    private final int line;
    private final String question;
    private final List<Integer> goldChoices;
    private final List<String> targets;
    private final String filter;
    private final List<BenchmarkRequest> requests;
    private final List<Reply> replies;
    private final Map<String, ItemValue> values;
    private final @Nullable String failure;

    BenchmarkSample(
            Asked asked, String filter, List<Reply> replies, Map<String, ItemValue> values, @Nullable String failure) {
        this.index = asked.index();
        this.line = asked.document().line();
        this.question = asked.question();
        this.goldChoices = asked.gold();
        this.targets = asked.targets();
        this.filter = filter;
        this.requests = asked.requests();
        this.replies = List.copyOf(replies);
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.failure = failure;
    }

    /** {@return which document it is, from 0} */
    public int index() {
        return index;
    }

    /** {@return the line of the document in its file, from 1} */
    public int line() {
        return line;
    }

    /** {@return what was asked, without examples} */
    public String question() {
        return question;
    }

    /** {@return which of the choices are right, from 0; empty if there are no choices} */
    public List<Integer> goldChoices() {
        return goldChoices;
    }

    /** {@return answers that are right} */
    public List<String> targets() {
        return targets;
    }

    /** {@return how the answer was found in what the model wrote} */
    public String filter() {
        return filter;
    }

    /** {@return everything the model was asked, in order} */
    public List<BenchmarkRequest> requests() {
        return requests;
    }

    /** {@return the log-likelihoods of the requests, in order; empty if the model wrote} */
    public List<Double> logLikelihoods() {
        return replies.stream()
                .filter(Reply.Judged.class::isInstance)
                .map(reply -> ((Reply.Judged) reply).logprob())
                .toList();
    }

    /** {@return whether the model would have written the texts of the requests; empty if it wrote} */
    public List<Boolean> greedy() {
        return replies.stream()
                .filter(Reply.Judged.class::isInstance)
                .map(reply -> ((Reply.Judged) reply).greedy())
                .toList();
    }

    /** {@return what the model wrote, after the filter; empty if it was asked for likelihoods} */
    public Optional<String> answer() {
        return replies.stream()
                .filter(Reply.Written.class::isInstance)
                .map(reply -> ((Reply.Written) reply).text())
                .findFirst();
    }

    /** {@return what each metric keeps, by {@link BenchmarkScore#metric()}; empty if the document failed} */
    public Map<String, ItemValue> values() {
        return values;
    }

    /** {@return why nothing was measured; empty if something was} */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Shows which document it is. */
    @Override
    public String toString() {
        return "BenchmarkSample[" + index + ", " + filter + "]";
    }

    /**
     * A document and what is asked about it.
     *
     * @param index which document, from 0
     * @param document the document
     * @param question what is asked, without examples
     * @param gold which of the choices are right
     * @param targets answers that are right
     * @param requests what the model is asked
     */
    record Asked(
            int index,
            Document document,
            String question,
            List<Integer> gold,
            List<String> targets,
            List<BenchmarkRequest> requests) {
        Asked {
            gold = List.copyOf(gold);
            targets = List.copyOf(targets);
            requests = List.copyOf(requests);
        }
    }
}
