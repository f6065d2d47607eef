package dev.llmops.eval.run;

import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Score;
import java.util.LinkedHashMap;
import java.util.Map;

/** One result in the making. Handed from thread to thread, used by one at a time. */
final class Job {
    private final Item item;
    private final int repeat;
    private final int number;
    private final Bill bill;
    private final Map<String, Score> scores = new LinkedHashMap<>();
    private Output output = Output.of("");

    Job(Item item, int repeat, int number, Bill bill) {
        this.item = item;
        this.repeat = repeat;
        this.number = number;
        this.bill = bill;
    }

    Item item() {
        return item;
    }

    int repeat() {
        return repeat;
    }

    int number() {
        return number;
    }

    Bill bill() {
        return bill;
    }

    Output output() {
        return output;
    }

    void output(Output newOutput) {
        this.output = newOutput;
    }

    void score(String metric, Score score) {
        scores.put(metric, score);
    }

    /** {@return the name under which the job appears in what it calls} */
    String callId() {
        return "evaluation-" + number;
    }

    ResultRow row() {
        return new ResultRow(number, new Result(item, repeat, output, scores), bill.spent(), bill.unpriced());
    }
}
