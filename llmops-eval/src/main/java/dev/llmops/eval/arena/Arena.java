package dev.llmops.eval.arena;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.CallControl;
import dev.llmops.api.LlmException;
import dev.llmops.api.Require;
import dev.llmops.api.model.RateLimitedException;
import dev.llmops.api.model.Usage;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Signature;
import dev.llmops.eval.judge.Judge;
import dev.llmops.eval.judge.PairVerdict;
import dev.llmops.eval.judge.PairwiseJudge;
import dev.llmops.eval.judge.Preference;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.run.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Lets systems answer the same questions and a judge prefer one of every two answers.
 *
 * <pre>{@code
 * ArenaResult result = Arena.of(Map.of("v1", v1, "v2", v2, "v3", v3))
 *         .judge(PairwiseJudge.of(judge))
 *         .styleControl(Style.LENGTH)
 *         .run(items, control);
 * Ratings ratings = BradleyTerry.standard().bootstrap(1000, 1).rate(result.battles());
 * }</pre>
 *
 * <p>Every two systems meet on every item that both have answered. Immutable, and safe for concurrent use if the systems
 * and the judge are; one arena asks one thing at a time.
 */
public final class Arena {
    private final SortedMap<String, Subject> systems;
    private final PairwiseJudge judge;
    private final List<Style> styles;

    private Arena(SortedMap<String, Subject> systems, PairwiseJudge judge, List<Style> styles) {
        this.systems = systems;
        this.judge = judge;
        this.styles = styles;
    }

    /** {@return where to set the judge of {@code systems}, by name; at least two} */
    public static Contest of(Map<String, Subject> systems) {
        SortedMap<String, Subject> copy = new TreeMap<>(Require.nonNull(systems, "systems"));
        Require.that(copy.size() >= 2, "systems", "an arena needs two systems, had " + copy.size());
        copy.keySet().forEach(name -> Require.nonBlank(name, "systems"));
        return new Contest(copy);
    }

    /**
     * {@return where to set the judge of answers that were given already}
     *
     * <p>Systems are called like the subjects of the runs. The first answer to each item counts. All answers are kept in
     * memory.
     */
    public static Contest ofRuns(Results... runs) {
        Map<String, Subject> systems = new LinkedHashMap<>();
        for (Results run : runs) {
            Map<String, Output> outputs = new LinkedHashMap<>();
            try (Stream<Result> results = run.stream()) {
                results.forEach(result -> outputs.putIfAbsent(result.item().id(), result.output()));
            }
            Output none = Output.failure("the run has no answer to the item").build();
            Subject recorded = (item, control) -> outputs.getOrDefault(item.id(), none);
            Require.that(
                    systems.put(run.info().subject(), recorded) == null,
                    "runs",
                    "there are two runs of the subject " + run.info().subject());
        }
        return of(systems);
    }

    /** {@return this arena with battles that tell how answers differ in {@code styles}, so that ratings can allow for it} */
    public Arena styleControl(Style... styles) {
        return new Arena(systems, judge, List.of(styles));
    }

    /** {@return how is judged} */
    public Signature signature() {
        return judge.sign(Signature.of("arena"));
    }

    /**
     * {@return what every two systems came to on {@code items}}
     *
     * <p>A system that fails on an item does not fight there, which is counted. A judge that fails leaves a round without
     * a verdict.
     *
     * @throws CallCancelledException if {@code control} is cancelled
     */
    public ArenaResult run(List<Item> items, CallControl control) {
        List<Round> rounds = new ArrayList<>();
        List<String> all = List.copyOf(systems.keySet());
        int missing = 0;
        int place = 0;
        for (Item item : Require.nonNull(items, "items")) {
            SortedMap<String, String> answers = answers(item, control);
            missing += systems.size() - answers.size();
            for (int i = 0; i < all.size(); i++) {
                for (int j = i + 1; j < all.size(); j++) {
                    if (answers.containsKey(all.get(i)) && answers.containsKey(all.get(j))) {
                        // Who is called first alternates from item to item, for judges that are asked in one order
                        // only.
                        boolean swap = (place + i + j) % 2 == 0;
                        rounds.add(round(item, all.get(swap ? j : i), all.get(swap ? i : j), answers, control));
                    }
                }
            }
            place++;
        }
        return new ArenaResult(signature(), rounds, missing, styles);
    }

    private SortedMap<String, String> answers(Item item, CallControl control) {
        SortedMap<String, String> answers = new TreeMap<>();
        systems.forEach((name, system) -> {
            try {
                Output output = system.answer(item, control);
                if (output.failure().isEmpty()) {
                    answers.put(name, output.text());
                }
            } catch (CallCancelledException e) {
                throw e;
            } catch (LlmException e) {
                // A missing answer; the caller counts it.
            }
        });
        return answers;
    }

    private Round round(Item item, String first, String second, Map<String, String> answers, CallControl control) {
        String one = answers.getOrDefault(first, "");
        String other = answers.getOrDefault(second, "");
        List<Double> style = styles.stream()
                .map(kind -> (double) (kind.count(one) - kind.count(other)))
                .toList();
        return new Round(item.id(), first, second, verdict(item, one, other, control), style);
    }

    private PairVerdict verdict(Item item, String one, String other, CallControl control) {
        if (one.equals(other)) {
            // Nobody needs a judge for that, and a judge would only show its bias for a place.
            return PairVerdict.oneOrder(Preference.TIE, "The answers are equal.", Usage.unknown());
        }
        try {
            return judge.compare(item, one, other, control);
        } catch (RateLimitedException e) {
            return PairVerdict.failed("the provider of the judge has too much to do", Usage.unknown());
        }
    }

    /** Shows the systems. */
    @Override
    public String toString() {
        return "Arena" + systems.keySet();
    }

    /** Systems that wait for a judge. */
    public static final class Contest {
        private final SortedMap<String, Subject> systems;

        private Contest(SortedMap<String, Subject> systems) {
            this.systems = systems;
        }

        /** {@return an arena with {@code judge}} */
        public Arena judge(PairwiseJudge judge) {
            return new Arena(systems, Require.nonNull(judge, "judge"), List.of());
        }

        /** {@return an arena with {@code judge}, who is asked in both orders} */
        public Arena judge(Judge judge) {
            return judge(PairwiseJudge.of(judge));
        }
    }
}
