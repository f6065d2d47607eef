package dev.llmops.eval.arena;

import dev.llmops.api.CallControl;
import dev.llmops.api.Require;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Signature;
import dev.llmops.eval.judge.Judge;
import dev.llmops.eval.judge.PairwiseJudge;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.run.Subject;
import dev.llmops.eval.work.Errands;
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
 * and the judge are. Several items are under way at once; see {@link #concurrency}.
 */
public final class Arena {
    private static final int DEFAULT_CONCURRENCY = 8;

    private final SortedMap<String, Subject> systems;
    private final PairwiseJudge judge;
    private final List<Style> styles;
    private final int concurrency;

    private Arena(SortedMap<String, Subject> systems, PairwiseJudge judge, List<Style> styles, int concurrency) {
        this.systems = systems;
        this.judge = judge;
        this.styles = styles;
        this.concurrency = concurrency;
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
        return new Arena(systems, judge, List.of(styles), concurrency);
    }

    /**
     * {@return this arena with at most {@code most} items under way at once; {@value #DEFAULT_CONCURRENCY} unless set}
     *
     * <p>The systems answer an item one after the other, and the judge hears its rounds one after the other. What comes of
     * it does not depend on the number.
     */
    public Arena concurrency(int most) {
        return new Arena(systems, judge, styles, Require.inRange(most, 1, 100_000, "concurrency"));
    }

    /** {@return how is judged} */
    public Signature signature() {
        return judge.sign(Signature.of("arena"));
    }

    /**
     * {@return what every two systems came to on {@code items}}
     *
     * <p>A system that fails on an item does not fight there, which is counted. A judge that fails leaves a round without
     * a verdict. A provider that has too much to do is left alone for as long as it asks, and asked again up to ten times,
     * as in runs.
     *
     * @throws dev.llmops.api.CallCancelledException if {@code control} is cancelled, or the thread interrupted
     */
    public ArenaResult run(List<Item> items, CallControl control) {
        List<Bout> bouts = new ArrayList<>();
        for (Item item : Require.nonNull(items, "items")) {
            bouts.add(new Bout(item, bouts.size(), systems, judge, styles));
        }
        new Errands("arena", "systems and judge", Require.nonNull(control, "control"))
                .perform(items.stream().map(Item::id).toList(), Map.of(), concurrency, null, (index, inner) -> {
                    bouts.get(index).fight(inner);
                    return Output.of("");
                });
        List<Round> rounds =
                bouts.stream().flatMap(bout -> bout.rounds().stream()).toList();
        return new ArenaResult(
                signature(), rounds, bouts.stream().mapToInt(Bout::missing).sum(), styles);
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
            return new Arena(systems, Require.nonNull(judge, "judge"), List.of(), DEFAULT_CONCURRENCY);
        }

        /** {@return an arena with {@code judge}, who is asked in both orders} */
        public Arena judge(Judge judge) {
            return judge(PairwiseJudge.of(judge));
        }
    }
}
