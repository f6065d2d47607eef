package dev.llmops.eval.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.LlmException;
import dev.llmops.eval.Item;
import dev.llmops.eval.Output;
import dev.llmops.eval.Sample;
import dev.llmops.eval.Score;
import dev.llmops.eval.feedback.Signal.Abandoned;
import dev.llmops.eval.feedback.Signal.Copied;
import dev.llmops.eval.feedback.Signal.Edit;
import dev.llmops.eval.feedback.Signal.Preferred;
import dev.llmops.eval.feedback.Signal.Retried;
import dev.llmops.eval.feedback.Signal.Stars;
import dev.llmops.eval.feedback.Signal.Thumb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedbackTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private final List<FeedbackEvent> events = new ArrayList<>();

    @Test
    void keepsEveryKindOfSignal() throws IOException {
        Path file = folder.resolve("feedback.jsonl");
        say("a", "ann", new Thumb(true));
        say("a", "", new Thumb(false));
        say("b", "ann", new Stars(4, 5));
        say("c", "ann", new Edit("as it\nwas \"used\" \u2028"));
        say("d", "ann", new Preferred("e"));
        say("f", "", new Copied());
        say("g", "", new Retried());
        say("h", "", new Abandoned());
        try (FeedbackLog log = FeedbackLog.open(file)) {
            events.forEach(log::add);
        }
        Files.writeString(file, "{\"trace\":\"torn", StandardOpenOption.APPEND);

        assertThat(FeedbackLog.read(file)).isEqualTo(events);
        try (FeedbackLog log = FeedbackLog.open(file)) {
            log.add(events.get(0));
        }
        assertThat(FeedbackLog.read(file)).hasSize(events.size() + 1);
    }

    @Test
    void aLastLineWithoutAnEndIsKept() throws IOException {
        Path file = folder.resolve("feedback.jsonl");
        say("a", "ann", new Thumb(true));
        Files.writeString(file, EventJson.write(events.get(0)));

        assertThat(FeedbackLog.read(file)).isEqualTo(events);
        try (FeedbackLog log = FeedbackLog.open(file)) {
            log.add(events.get(0));
        }
        assertThat(FeedbackLog.read(file)).containsExactly(events.get(0), events.get(0));
    }

    @Test
    void leavesAFileOfSomethingElseAlone() throws IOException {
        Path file = folder.resolve("notes.txt");
        Files.writeString(file, "my notes");

        assertThatThrownBy(() -> FeedbackLog.open(file))
                .isInstanceOf(FeedbackException.class)
                .hasMessageContaining("notes.txt");
        assertThat(file).hasContent("my notes");
    }

    @Test
    void oneLogAtATimeWritesToAFile() {
        Path file = folder.resolve("feedback.jsonl");
        say("a", "ann", new Thumb(true));
        try (FeedbackLog log = FeedbackLog.open(file)) {
            assertThatThrownBy(() -> FeedbackLog.open(file))
                    .isInstanceOf(LlmException.class)
                    .hasMessageContaining("is being written by this process");
            log.add(events.get(0));
        }
        FeedbackLog.open(file).close();

        assertThat(FeedbackLog.read(file)).isEqualTo(events);
    }

    @Test
    void namesTheLineThatIsNoEvent() throws IOException {
        Path file = folder.resolve("feedback.jsonl");
        for (String line : List.of(
                "{}",
                "{\"trace\":\"a\",\"at\":\"soon\",\"signal\":\"up\"}",
                "{\"trace\":\"a\",\"at\":\"2026-01-01T00:00:00Z\",\"signal\":\"wave\"}",
                "{\"trace\":\"a\",\"at\":\"2026-01-01T00:00:00Z\",\"signal\":\"stars\",\"given\":9,\"most\":5}")) {
            Files.writeString(file, line + "\n");

            assertThatThrownBy(() -> FeedbackLog.read(file))
                    .isInstanceOf(FeedbackException.class)
                    .hasMessageContaining("feedback.jsonl, line 1: ");
        }
    }

    @Test
    void whatUsersSayCountsBeforeWhatTheyDo() {
        say("said", "", new Thumb(true));
        say("said", "", new Abandoned());
        say("done", "", new Abandoned());

        assertThat(feedback().opinion("said")).hasValue(Opinion.LIKED);
        assertThat(feedback().opinion("said", false)).hasValue(Opinion.DISLIKED);
        assertThat(feedback().opinion("done")).hasValue(Opinion.DISLIKED);
        assertThat(feedback().opinion("silent")).isEmpty();
        assertThat(feedback().liked(true)).hasValue(new Rate(1, 1));
        assertThat(feedback().liked(false)).hasValue(new Rate(0, 2));
    }

    @Test
    void theLastWordOfARaterCountsAndContradictionsAreUndecided() {
        say("changed", "ann", new Thumb(false));
        say("changed", "ann", new Thumb(true));
        say("disputed", "ann", new Thumb(false));
        say("disputed", "bob", new Thumb(true));
        say("unnamed", "", new Thumb(false));
        say("unnamed", "", new Thumb(true));
        say("middling", "ann", new Stars(3, 5));

        assertThat(feedback().opinion("changed")).hasValue(Opinion.LIKED);
        assertThat(feedback().opinion("disputed")).hasValue(Opinion.UNDECIDED);
        assertThat(feedback().opinion("unnamed")).hasValue(Opinion.UNDECIDED);
        assertThat(feedback().opinion("middling")).hasValue(Opinion.UNDECIDED);
        assertThat(feedback().liked()).hasValue(new Rate(1, 1));
    }

    @Test
    void anAnswerThatWasPassedOverIsDisliked() {
        say("taken", "ann", new Preferred("left"));

        assertThat(feedback().opinion("taken")).hasValue(Opinion.LIKED);
        assertThat(feedback().opinion("left")).hasValue(Opinion.DISLIKED);
        assertThat(feedback().disliked()).containsExactly("left");
        assertThat(feedback().preferences()).containsExactly(new Feedback.Preference("taken", "left"));
    }

    @Test
    void ratesComeWithIntervals() {
        Rate rate = new Rate(8, 10);

        assertThat(rate.share()).isEqualTo(0.8);
        assertThat(rate.wilson().low()).isCloseTo(0.4901625, within(1e-6));
        assertThat(rate.wilson().high()).isCloseTo(0.9433178, within(1e-6));
        assertThat(rate.beta().low()).isBetween(0.48, 0.53);
        assertThat(feedback().liked()).isEmpty();
    }

    @Test
    void measuresHowFarAnAnswerWasChanged() {
        say("a", "", new Edit("The pump is due in May."));

        assertThat(feedback().editDistance("a", "The pump is due in May.")).hasValue(0);
        assertThat(feedback().editDistance("a", "")).hasValue(1);
        assertThat(feedback().editDistance("b", "x")).isEmpty();
    }

    @Test
    void isAMetricThatLeavesSilenceUnmeasured() {
        say("good", "", new Thumb(true));
        say("bad", "", new Thumb(false));
        say("good", "", new Edit("yes!"));
        FeedbackMetric liked = FeedbackMetric.liked(feedback());
        FeedbackMetric edited = FeedbackMetric.edited(feedback());

        assertThat(score(liked, "good")).isEqualTo(Score.of(1));
        assertThat(score(liked, "bad")).isEqualTo(Score.of(0));
        assertThat(score(liked, "silent")).isEqualTo(Score.unmeasured("no feedback"));
        assertThat(score(edited, "good")).isEqualTo(Score.of(0.25));
        assertThat(score(edited, "bad")).isEqualTo(Score.unmeasured("not edited"));
    }

    @Test
    void agreementOfRatersIsAlpha() {
        for (int i = 0; i < 10; i++) {
            say("t" + i, "ann", new Thumb(i < 5));
            say("t" + i, "bob", new Thumb(i < 5));
            say("t" + i, "ann", new Stars(1 + i % 5, 5));
            say("t" + i, "bob", new Stars(5 - i % 5, 5));
            say("t" + i, "", new Thumb(i % 2 == 0));
        }

        assertThat(Agreement.ofThumbs(feedback())).hasValue(1);
        assertThat(Agreement.ofStars(feedback()).orElseThrow()).isNegative();
        assertThat(Agreement.ofThumbs(Feedback.of(List.of()))).isEmpty();
    }

    @Test
    void refusesWindowsShorterThanTheyCanBeTold() {
        assertThatThrownBy(() -> Drift.of(List.of(), Duration.ofNanos(1))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void driftShowsAFallAndStaysCalmWithoutOne() {
        for (int day = 0; day < 4; day++) {
            for (int i = 0; i < 40; i++) {
                Instant at = START.plus(Duration.ofDays(day)).plusSeconds(i);
                events.add(FeedbackEvent.of("d" + day + "-" + i, at, new Thumb(i % 10 < (day == 3 ? 3 : 8))));
            }
        }

        List<Drift.Window> windows = Drift.of(events, Duration.ofDays(1)).windows();

        assertThat(windows).hasSize(4);
        assertThat(windows.get(0).from()).isEqualTo(START);
        assertThat(windows.get(0).p()).isEmpty();
        assertThat(windows.get(2).p().orElseThrow()).isGreaterThan(0.9);
        assertThat(windows.get(3).liked()).isEqualTo(new Rate(12, 40));
        assertThat(windows.get(3).p().orElseThrow()).isLessThan(1e-6);
    }

    private static Score score(FeedbackMetric metric, String trace) {
        return metric.score(new Sample(Item.of(trace, "?"), Output.of("yes")), CallControl.detached());
    }

    private void say(String trace, String rater, Signal signal) {
        events.add(new FeedbackEvent(trace, START.plusSeconds(events.size()), rater, signal));
    }

    private Feedback feedback() {
        return Feedback.of(events);
    }
}
