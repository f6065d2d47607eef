package dev.llmops.eval.arena;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.RateLimitedException;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.judge.PairVerdict;
import dev.llmops.eval.judge.PairwiseJudge;
import dev.llmops.eval.judge.Preference;
import dev.llmops.eval.run.Subject;
import dev.llmops.eval.work.Errands;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All rounds on one item: what the systems answer, and what the judge says of every two answers.
 *
 * <p>When a provider has too much to do the bout breaks off, and goes on from there when it is fought again: no answer
 * and no verdict is asked for twice. Handed from thread to thread, used by one at a time.
 */
final class Bout {
    private final Item item;
    private final int place;
    private final SortedMap<String, Subject> waiting;
    private final List<String> systems;
    private final PairwiseJudge judge;
    private final List<Style> styles;
    private final SortedMap<String, String> answers = new TreeMap<>();
    private final List<Round> rounds = new ArrayList<>();
    private int tries;

    Bout(Item item, int place, SortedMap<String, Subject> systems, PairwiseJudge judge, List<Style> styles) {
        this.item = item;
        this.place = place;
        this.waiting = new TreeMap<>(systems);
        this.systems = List.copyOf(systems.keySet());
        this.judge = judge;
        this.styles = styles;
    }

    /** {@return the rounds that were fought, by system} */
    List<Round> rounds() {
        return rounds;
    }

    /** {@return how many systems failed} */
    int missing() {
        return systems.size() - answers.size();
    }

    /**
     * Fights what has not been fought yet.
     *
     * @throws ProviderException if a provider has too much to do; not the last time
     */
    void fight(CallControl control) {
        boolean last = ++tries == Errands.MOST_TRIES;
        while (!waiting.isEmpty()) {
            answer(waiting.firstKey(), last, control);
        }
        int round = 0;
        for (int i = 0; i < systems.size(); i++) {
            for (int j = i + 1; j < systems.size(); j++) {
                if (answers.containsKey(systems.get(i)) && answers.containsKey(systems.get(j))) {
                    if (round == rounds.size()) {
                        // Who is called first alternates from item to item, for judges that are asked in one order
                        // only.
                        boolean swap = (place + i + j) % 2 == 0;
                        rounds.add(round(systems.get(swap ? j : i), systems.get(swap ? i : j), last, control));
                    }
                    round++;
                }
            }
        }
    }

    private void answer(String name, boolean last, CallControl control) {
        try {
            Subject system = Require.nonNull(waiting.get(name), "system");
            Output output = system.answer(item, control);
            if (output.failure().isEmpty()) {
                answers.put(name, output.text());
            }
        } catch (CallCancelledException e) {
            throw e;
        } catch (LlmException e) {
            if (!last && e instanceof ProviderException refusal && Errands.isRefusal(refusal)) {
                throw e;
            }
            // A missing answer, which is counted.
        }
        waiting.remove(name);
    }

    private Round round(String first, String second, boolean last, CallControl control) {
        String one = answers.getOrDefault(first, "");
        String other = answers.getOrDefault(second, "");
        List<Double> style = styles.stream()
                .map(kind -> (double) (kind.count(one) - kind.count(other)))
                .toList();
        return new Round(item.id(), first, second, verdict(one, other, last, control), style);
    }

    private PairVerdict verdict(String one, String other, boolean last, CallControl control) {
        if (one.equals(other)) {
            // Nobody needs a judge for that, and a judge would only show its bias for a place.
            return PairVerdict.oneOrder(Preference.TIE, "The answers are equal.", Usage.unknown());
        }
        try {
            return judge.compare(item, one, other, control);
        } catch (RateLimitedException e) {
            if (!last) {
                throw e;
            }
            return PairVerdict.failed("the provider of the judge has too much to do", Usage.unknown());
        }
    }
}
