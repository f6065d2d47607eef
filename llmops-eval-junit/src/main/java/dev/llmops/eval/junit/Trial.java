package dev.llmops.eval.junit;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.api.TimeSource;
import dev.llmops.eval.Item;
import dev.llmops.eval.Metric;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.run.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One item, asked once: takes the answer and scores it. For the thread of its test only.
 *
 * <p>What is scored goes to the gate of the class, if there is one, even if an assertion fails afterwards.
 */
public final class Trial {
    private final Item item;
    private final int repeat;
    private final TimeSource time;
    private final List<Metric> metrics = new ArrayList<>();
    private final Map<String, Score> scores = new LinkedHashMap<>();
    private @Nullable Output output;

    Trial(Item item, int repeat, TimeSource time) {
        this.item = item;
        this.repeat = repeat;
        this.time = time;
    }

    /** {@return what is asked} */
    public Item item() {
        return item;
    }

    /** {@return which time the item is asked, from 0} */
    public int repeat() {
        return repeat;
    }

    /**
     * {@return what {@code subject} gives for the item, with the time it took unless it says so itself}
     *
     * <p>A subject that throws has failed: its output says so, no metric scores it, and it counts against the coverage
     * that a gate asks for. Only errors are passed on.
     */
    public Output ask(Function<Item, Output> subject) {
        Require.nonNull(subject, "subject");
        long start = time.nanos();
        Output answer;
        try {
            answer = subject.apply(item);
        } catch (RuntimeException e) {
            // The class alone: a message may hold text of prompts.
            answer = Output.failure(e.getClass().getName()).build();
        }
        if (answer.latency().isZero()) {
            answer = answer.toBuilder()
                    .latency(Duration.ofNanos(Math.max(1, time.nanos() - start)))
                    .build();
        }
        answer(answer);
        return answer;
    }

    /** Takes the answer, once, if it does not come from {@link #ask}. */
    public void answer(Output output) {
        Require.nonNull(output, "output");
        Require.that(this.output == null, "output", "the item " + item.id() + " has an answer already");
        this.output = output;
    }

    /** {@return what {@code metric} says about the answer} */
    public Score score(Metric metric) {
        Require.nonNull(metric, "metric");
        Output answer = output;
        Require.that(answer != null, "output", "the item " + item.id() + " has no answer yet; ask or answer first");
        Require.that(
                !scores.containsKey(metric.name()),
                "metric",
                "the metric " + metric.name() + " has scored the item " + item.id() + " already");
        Score score = answer == null || answer.failure().isPresent()
                ? Score.unmeasured("the subject failed")
                : metric.score(new Sample(item, answer), CallControl.detached());
        metrics.add(metric);
        scores.put(metric.name(), score);
        return score;
    }

    /** {@return what each metric says about the answer, by its name} */
    public Map<String, Score> score(List<? extends Metric> metrics) {
        Map<String, Score> all = new LinkedHashMap<>();
        Require.nonNull(metrics, "metrics").forEach(metric -> all.put(metric.name(), score(metric)));
        return all;
    }

    /** {@return the metrics that scored} */
    List<Metric> metrics() {
        return metrics;
    }

    /** {@return what came; a failure if the test ended without an answer} */
    Result result(@Nullable Throwable thrown) {
        Output came = output;
        if (came == null) {
            String reason = thrown == null
                    ? "the test gave no answer"
                    : "the test failed: " + thrown.getClass().getName();
            came = Output.failure(reason).build();
        }
        return new Result(item, repeat, came, scores);
    }
}
