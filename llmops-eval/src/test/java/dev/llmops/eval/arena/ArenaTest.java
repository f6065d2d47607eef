package dev.llmops.eval.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.LlmException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ModelRequest;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.ProviderFailure;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.judge.Answering;
import dev.llmops.eval.judge.Judge;
import dev.llmops.eval.judge.PairwiseJudge;
import dev.llmops.eval.run.Result;
import dev.llmops.eval.run.Results;
import dev.llmops.eval.run.RunInfo;
import dev.llmops.eval.run.Subject;
import dev.llmops.testing.ScriptedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArenaTest {
    private static final List<Item> ITEMS = IntStream.range(0, 12)
            .mapToObj(i -> Item.of("i" + i, "question " + i))
            .toList();

    private static final Subject SHORT = (item, control) -> Output.of("yes");
    private static final Subject LONG = (item, control) -> Output.of("yes, and more " + item.id());
    /** As long as the short one on every fourth item, and longer than the long one on every third. */
    private static final Subject MIXED = (item, control) -> {
        int number = Integer.parseInt(item.id().substring(1));
        return Output.of(number % 4 == 0 ? "no." : number % 3 == 0 ? "a much much longer answer" : "so, so");
    };

    private static ScriptedModel longest() {
        return Answering.form(request -> "\"reason\": \"\", \"better\": \"" + better(request) + "\"");
    }

    private static String better(ModelRequest request) {
        int first = Answering.shown(request, "first answer").length();
        int second = Answering.shown(request, "second answer").length();
        return first > second ? "first" : first < second ? "second" : "tie";
    }

    @Test
    void everyTwoSystemsMeetOnEveryItem() {
        ArenaResult result = Arena.of(Map.of("short", SHORT, "long", LONG, "mixed", MIXED))
                .judge(Judge.of(longest()))
                .run(ITEMS, CallControl.detached());

        assertThat(result.rounds()).hasSize(36);
        assertThat(result.failed()).isZero();
        assertThat(result.reliability().positionConsistency()).hasValue(1);
        assertThat(result.battles().systems()).containsExactly("long", "mixed", "short");
        assertThat(result.battles().winRates().get("short")).isEqualTo(1.5 / 24);
        assertThat(result.signature().toString()).startsWith("arena|orders:2|");
    }

    @Test
    void ratingsFollowFromTheBattles() {
        ArenaResult result = Arena.of(Map.of("short", SHORT, "long", LONG, "mixed", MIXED))
                .judge(Judge.of(longest()))
                .run(ITEMS, CallControl.detached());

        Ratings ratings = BradleyTerry.standard().ridge(0.1).rate(result.battles());

        assertThat(ratings)
                .isInstanceOfSatisfying(
                        Ratings.Rated.class,
                        rated -> assertThat(rated.ranking()).containsExactly("long", "mixed", "short"));
    }

    @Test
    void aJudgeOfPlacesMakesTiesOfEverything() {
        ArenaResult result = Arena.of(Map.of("short", SHORT, "long", LONG))
                .judge(Judge.of(Answering.form("\"reason\": \"\", \"better\": \"second\"")))
                .run(ITEMS, CallControl.detached());

        assertThat(result.battles().winRates()).containsEntry("short", 0.5).containsEntry("long", 0.5);
        assertThat(result.reliability().positionConsistency()).hasValue(0);
        assertThat(result.reliability().preferenceFairness()).hasValue(1);
    }

    @Test
    void whoIsShownFirstAlternatesForJudgesOfOneOrder() {
        ArenaResult result = Arena.of(Map.of("short", SHORT, "long", LONG))
                .judge(PairwiseJudge.builder(Judge.of(Answering.form("\"reason\": \"\", \"better\": \"first\"")))
                        .oneOrder()
                        .build())
                .run(ITEMS, CallControl.detached());

        assertThat(result.battles().winRates()).containsEntry("short", 0.5).containsEntry("long", 0.5);
    }

    @Test
    void everyPairAlternatesHoweverManySystemsThereAre() {
        Subject other = (item, control) -> Output.of("well, " + item.id());
        ArenaResult result = Arena.of(Map.of("a", SHORT, "b", LONG, "c", MIXED, "d", other))
                .judge(PairwiseJudge.builder(Judge.of(Answering.form("\"reason\": \"\", \"better\": \"first\"")))
                        .oneOrder()
                        .build())
                .run(ITEMS, CallControl.detached());

        assertThat(result.rounds()).hasSize(72);
        assertThat(result.battles().winRates().values()).containsOnly(0.5);
    }

    @Test
    void equalAnswersNeedNoJudge() {
        ScriptedModel model = longest();

        ArenaResult result =
                Arena.of(Map.of("a", SHORT, "b", SHORT)).judge(Judge.of(model)).run(ITEMS, CallControl.detached());

        assertThat(model.calls()).isZero();
        assertThat(result.battles().winRates()).containsEntry("a", 0.5);
    }

    @Test
    void failuresAreCountedAndNotFought() {
        Subject failing = (item, control) -> {
            throw new LlmException("It is down.");
        };
        ArenaResult noAnswer = Arena.of(Map.of("a", SHORT, "b", failing))
                .judge(Judge.of(longest()))
                .run(ITEMS, CallControl.detached());
        ArenaResult noVerdict = Arena.of(Map.of("a", SHORT, "b", LONG))
                .judge(Judge.of((request, call) -> {
                    throw refusal();
                }))
                .run(ITEMS, CallControl.detached());

        assertThat(noAnswer.rounds()).isEmpty();
        assertThat(noAnswer.missing()).isEqualTo(12);
        assertThat(noVerdict.failed()).isEqualTo(12);
        assertThat(noVerdict.battles().size()).isZero();
    }

    @Test
    void roundsDoNotDependOnHowManyItemsAreUnderWay() {
        Map<String, Subject> systems = Map.of("short", SHORT, "long", LONG, "mixed", MIXED);

        ArenaResult one =
                Arena.of(systems).judge(Judge.of(longest())).concurrency(1).run(ITEMS, CallControl.detached());
        ArenaResult many =
                Arena.of(systems).judge(Judge.of(longest())).concurrency(12).run(ITEMS, CallControl.detached());

        assertThat(many.rounds()).extracting(Round::toString).isEqualTo(names(one));
        assertThat(many.rounds())
                .extracting(Round::outcome)
                .isEqualTo(one.rounds().stream().map(Round::outcome).toList());
    }

    @Test
    void aBoutThatBreaksOffAsksNothingTwice() {
        AtomicInteger answers = new AtomicInteger();
        AtomicInteger refusals = new AtomicInteger(5);
        ScriptedModel judge = longest();
        Subject counted = (item, control) -> {
            answers.incrementAndGet();
            return Output.of("a " + item.id());
        };

        ArenaResult result = Arena.of(Map.of("counted", counted, "short", SHORT, "long", LONG))
                .judge(Judge.of((request, call) -> {
                    if (refusals.getAndDecrement() > 0) {
                        throw refusal();
                    }
                    return judge.generate(request, call);
                }))
                .run(ITEMS, CallControl.detached());

        assertThat(answers).hasValue(12);
        assertThat(result.failed()).isZero();
        assertThat(result.rounds()).hasSize(36);
    }

    @Test
    void anArenaEndsWhenASystemIsBroken() {
        Subject broken = (item, control) -> {
            throw new IllegalStateException("a bug");
        };

        assertThatThrownBy(() -> Arena.of(Map.of("a", SHORT, "b", broken))
                        .judge(Judge.of(longest()))
                        .run(ITEMS, CallControl.detached()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug");
    }

    private static List<String> names(ArenaResult result) {
        return result.rounds().stream().map(Round::toString).toList();
    }

    private static ProviderException refusal() {
        return ProviderException.of(ProviderFailure.builder("test", "busy", ErrorClass.RATE_LIMITED)
                .retryAfter(Duration.ofMillis(1))
                .build());
    }

    @Test
    void roundsTellHowStylesDiffer() {
        ArenaResult result = Arena.of(Map.of("short", SHORT, "long", LONG))
                .judge(Judge.of(longest()))
                .styleControl(Style.LENGTH, Style.BOLD)
                .run(ITEMS.subList(0, 2), CallControl.detached());

        assertThat(result.rounds().get(0).first()).isEqualTo("long");
        assertThat(result.rounds().get(0).style()).containsExactly(3.0, 0.0);
        assertThat(result.rounds().get(1).style()).containsExactly(-3.0, 0.0);
        assertThat(result.battles().styles()).isEqualTo(2);
    }

    @Test
    void stylesAreCounted() {
        String markdown = "# Head\n\nSome **bold** and __more__.\n- one\n2. two\n\n## Next";

        assertThat(Style.HEADERS.count(markdown)).isEqualTo(2);
        assertThat(Style.BOLD.count(markdown)).isEqualTo(2);
        assertThat(Style.LISTS.count(markdown)).isEqualTo(2);
        assertThat(Style.LENGTH.count("a b  c\n")).isEqualTo(3);
    }

    @Test
    void recordedAnswersFightToo() {
        ArenaResult result = Arena.ofRuns(run("v1", "yes"), run("v2", "yes, certainly"))
                .judge(Judge.of(longest()))
                .run(ITEMS, CallControl.detached());

        assertThat(result.battles().winRates()).containsEntry("v2", 1.0);
        assertThat(result.missing()).isEqualTo(2 * 11);
        assertThatThrownBy(() -> Arena.ofRuns(run("v1", "a"), run("v1", "b")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Arena.of(Map.of("alone", SHORT))).isInstanceOf(InvalidInputException.class);
    }

    private static Results run(String subject, String answer) {
        RunInfo info = new RunInfo(subject, Map.of(), "d", "h", 1, 1, List.of(), Instant.EPOCH);
        return Results.of(info, List.of(new Result(ITEMS.get(0), 0, Output.of(answer), Map.of())));
    }
}
