package dev.llmops.eval.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * The model chooses the text that it finds likeliest.
 *
 * <p>Of choices that are equally good the first counts. A right choice that does not exist is one that no model finds:
 * it scores 0.
 *
 * @param prompting what is asked
 * @param delimiter what each choice begins with
 * @param unconditional whether the model is also asked how likely the choices are by themselves
 */
record ChoiceForm(Prompting prompting, String delimiter, boolean unconditional) implements TaskForm {
    @Override
    public ChoiceForm withDelimiter(String other) {
        return new ChoiceForm(prompting, other, unconditional);
    }

    @Override
    public List<BenchmarkRequest> requests(Document document, String context) {
        List<BenchmarkRequest> requests = new ArrayList<>();
        List<String> choices = prompting.choices(document);
        for (String choice : choices) {
            requests.add(new BenchmarkRequest.Judge(context, delimiter + choice));
        }
        if (unconditional) {
            for (String choice : choices) {
                requests.add(new BenchmarkRequest.Judge("", delimiter + choice));
            }
        }
        return requests;
    }

    @Override
    public Map<String, ItemValue> values(Document document, List<Reply> replies) {
        List<String> choices = prompting.choices(document);
        List<Integer> gold = ((Target.Choice) prompting.target(document)).indices();
        double[] likely = likely(replies, choices.size());
        int chosen = best(choices.size(), i -> likely[i]);
        Map<String, ItemValue> values = new LinkedHashMap<>();
        values.put("acc", right(gold, chosen));
        values.put("acc_norm", right(gold, best(likely.length, i -> likely[i] / characters(choices.get(i)))));
        values.put("acc_bytes", right(gold, best(likely.length, i -> likely[i] / bytes(choices.get(i)))));
        values.put("exact_match", single(gold.stream().anyMatch(i -> isGreedy(replies, i, likely.length))));
        int first = gold.get(0);
        values.put("mcc", new ItemValue.Classified(first, chosen));
        values.put("f1", new ItemValue.Classified(first, chosen));
        values.put("brier_score", new ItemValue.Distribution(first, softmax(likely)));
        if (unconditional) {
            values.put(
                    "acc_mutual_info",
                    right(
                            gold,
                            best(
                                    likely.length,
                                    i -> likely[i] - ((Reply.Judged) replies.get(likely.length + i)).logprob())));
        }
        return values;
    }

    /** {@return the log-likelihoods of the first {@code count} replies} */
    static double[] likely(List<Reply> replies, int count) {
        double[] likely = new double[count];
        for (int i = 0; i < count; i++) {
            likely[i] = ((Reply.Judged) replies.get(i)).logprob();
        }
        return likely;
    }

    /** {@return the first index at which {@code value} is largest} */
    static int best(int count, IntToDoubleFunction value) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (value.applyAsDouble(i) > value.applyAsDouble(best)) {
                best = i;
            }
        }
        return best;
    }

    private static boolean isGreedy(List<Reply> replies, int index, int choices) {
        return index >= 0 && index < choices && ((Reply.Judged) replies.get(index)).greedy();
    }

    private static ItemValue right(List<Integer> gold, int chosen) {
        return single(gold.contains(chosen));
    }

    private static ItemValue single(boolean right) {
        return new ItemValue.Single(right ? 1 : 0);
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** {@return the probabilities of choices; if none is possible all are as likely} */
    static List<Double> softmax(double[] logarithms) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double each : logarithms) {
            highest = Math.max(highest, each);
        }
        double[] powers = new double[logarithms.length];
        for (int i = 0; i < powers.length; i++) {
            // The highest is infinite if no choice is possible, and the difference would be no number.
            powers[i] = logarithms[i] == highest ? 1 : Math.exp(logarithms[i] - highest);
        }
        double sum = Aggregation.sum(powers);
        List<Double> probabilities = new ArrayList<>();
        for (double power : powers) {
            probabilities.add(power / sum);
        }
        return probabilities;
    }
}
