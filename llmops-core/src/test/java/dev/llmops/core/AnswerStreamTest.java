package dev.llmops.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.CallCancelledException;
import dev.llmops.api.LlmException;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderException;
import dev.llmops.api.model.TransportException;
import dev.llmops.api.pipeline.Answer;
import dev.llmops.api.pipeline.AnswerEvent;
import dev.llmops.api.pipeline.Postprocessor;
import dev.llmops.api.pipeline.StageContext;
import dev.llmops.api.text.TextFilter;
import dev.llmops.testing.ScriptedModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AnswerStreamTest {
    @Test
    void deliversDeltasInOrderAndThenTheAnswer() {
        Pipeline pipeline = Pipeline.builder()
                .model(ScriptedModel.script()
                        .reasoning("hm ", "yes")
                        .text("Two ", "pumps ", "are due.")
                        .build())
                .build();

        try (AnswerStream stream = pipeline.stream("question")) {
            List<AnswerEvent> events = read(stream);

            assertThat(events.subList(0, 5))
                    .containsExactly(
                            new AnswerEvent.ReasoningDelta("hm "),
                            new AnswerEvent.ReasoningDelta("yes"),
                            new AnswerEvent.TextDelta("Two "),
                            new AnswerEvent.TextDelta("pumps "),
                            new AnswerEvent.TextDelta("are due."));
            assertThat(events).hasSize(6);
            Answer answer = ((AnswerEvent.Completed) events.get(5)).answer();
            assertThat(answer.text()).isEqualTo("Two pumps are due.");
            assertThat(answer.reasoning()).isEqualTo("hm yes");
            assertThat(stream.answer()).isSameAs(answer);
        }
    }

    @Test
    void deliversAModelThatDoesNotStreamInOnePiece() {
        Pipeline pipeline = Pipeline.builder()
                .model((request, call) -> ModelResponse.of("all at once"))
                .build();

        try (AnswerStream stream = pipeline.stream("question")) {
            assertThat(read(stream)).first().isEqualTo(new AnswerEvent.TextDelta("all at once"));
        }
    }

    @Test
    void readsOnlyOnce() {
        try (AnswerStream stream = answering("x").stream("question")) {
            Iterator<AnswerEvent> iterator = stream.iterator();
            iterator.forEachRemaining(event -> {});

            assertThatThrownBy(stream::iterator).isInstanceOf(LlmException.class);
            assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void failsOnceAndKeepsWhatTheProviderSaid() {
        Pipeline pipeline = Pipeline.builder()
                .model(ScriptedModel.script()
                        .text("par")
                        .fail(ErrorClass.TRUNCATED)
                        .build())
                .build();

        try (AnswerStream stream = pipeline.stream("question")) {
            Iterator<AnswerEvent> iterator = stream.iterator();

            assertThatThrownBy(() -> iterator.forEachRemaining(event -> {}))
                    .isInstanceOf(TransportException.class)
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            error -> assertThat(error.errorClass()).isEqualTo(ErrorClass.TRUNCATED));
            assertThat(iterator.hasNext()).isFalse();
            assertThatThrownBy(stream::answer).isInstanceOf(TransportException.class);
        }
    }

    @Test
    void closingEarlyCancelsTheCallAndStopsTheModel() {
        ScriptedModel model = ScriptedModel.script().text("a").hang().build();
        Pipeline pipeline = Pipeline.builder().model(model).build();

        try (AnswerStream stream = pipeline.stream("question")) {
            assertThat(stream.iterator().next()).isEqualTo(new AnswerEvent.TextDelta("a"));
        }

        model.awaitIdle();
        assertThat(model.cancelled()).isEqualTo(1);
    }

    @Test
    void slowReaderSlowsTheModelDown() {
        AtomicInteger emitted = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(EventBuffer.CAPACITY);
        Pipeline pipeline = Pipeline.builder()
                .model((request, call) -> {
                    for (int i = 0; i < 5_000; i++) {
                        call.emit(new dev.llmops.api.model.ModelEvent.TextDelta("x"));
                        emitted.incrementAndGet();
                        full.countDown();
                    }
                    return ModelResponse.of("x".repeat(5_000));
                })
                .build();

        try (AnswerStream stream = pipeline.stream("question")) {
            awaitQuietly(full);
            int before = emitted.get();
            List<AnswerEvent> events = read(stream);

            assertThat(before).isEqualTo(EventBuffer.CAPACITY);
            assertThat(events).hasSize(5_001);
        }
    }

    @Test
    void readerThatStopsHalfWayStillGetsTheWholeAnswer() {
        int words = 3 * EventBuffer.CAPACITY;
        Pipeline pipeline = Pipeline.builder()
                .model(ScriptedModel.answering(Collections.nCopies(words, "x")))
                .build();

        try (AnswerStream stream = pipeline.stream("question")) {
            Iterator<AnswerEvent> events = stream.iterator();
            events.next();

            assertThat(stream.answer().text()).hasSize(words);
            assertThat(events).toIterable().hasSize(words);
        }
    }

    @Test
    void subscriberThatAsksForNothingIsToldSoAsReactiveStreamsWantIt() throws InterruptedException {
        Collector collector = new Collector(0);

        answering("x").stream("question").publisher().subscribe(collector);
        collector.done.await();

        assertThat(collector.failure).isInstanceOf(IllegalArgumentException.class);
        assertThat(collector.ends.get()).isEqualTo(1);
    }

    @Test
    void publishesAsManyEventsAsWereAskedFor() throws InterruptedException {
        Pipeline pipeline = Pipeline.builder()
                .model(ScriptedModel.answering(
                        IntStream.range(0, 1_000).mapToObj(i -> i + " ").toList()))
                .build();
        Collector collector = new Collector(7);

        pipeline.stream("question").publisher().subscribe(collector);
        collector.done.await();

        assertThat(collector.failure).isNull();
        assertThat(collector.text.toString()).startsWith("0 1 2 3").endsWith("998 999 ");
        assertThat(collector.overlaps.get()).isZero();
        assertThat(collector.ends.get()).isEqualTo(1);
    }

    @Test
    void publishesTheErrorOnce() throws InterruptedException {
        Pipeline pipeline = Pipeline.builder()
                .model(ScriptedModel.failing(ErrorClass.OVERLOADED))
                .build();
        Collector collector = new Collector(1);

        pipeline.stream("question").publisher().subscribe(collector);
        collector.done.await();

        assertThat(collector.failure).isInstanceOf(ProviderException.class);
        assertThat(collector.ends.get()).isEqualTo(1);
    }

    @Test
    void secondSubscriberIsRefused() throws InterruptedException {
        Flow.Publisher<AnswerEvent> publisher =
                answering("x").stream("question").publisher();
        Collector first = new Collector(10);
        Collector second = new Collector(10);

        publisher.subscribe(first);
        publisher.subscribe(second);
        first.done.await();
        second.done.await();

        assertThat(first.failure).isNull();
        assertThat(second.failure).isInstanceOf(LlmException.class);
    }

    @Test
    void cancellingTheSubscriptionCancelsTheCall() throws InterruptedException {
        ScriptedModel model = ScriptedModel.script().text("a").hang().build();
        Pipeline pipeline = Pipeline.builder().model(model).build();
        CountDownLatch cancelled = new CountDownLatch(1);

        pipeline.stream("question").publisher().subscribe(new Flow.Subscriber<>() {
            @SuppressWarnings("NullAway.Init") // set by onSubscribe
            private Flow.Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription = given;
                given.request(10);
            }

            @Override
            public void onNext(AnswerEvent event) {
                subscription.cancel();
                cancelled.countDown();
            }

            @Override
            public void onError(Throwable error) {}

            @Override
            public void onComplete() {}
        });

        cancelled.await();
        model.awaitIdle();
        assertThat(model.cancelled()).isEqualTo(1);
    }

    @Test
    void postprocessorWithAFilterWorksOnTheStream() {
        Pipeline pipeline = Pipeline.builder()
                .model(ScriptedModel.answering(List.of("two ", "pumps")))
                .postprocess(new Shout(true))
                .build();

        try (AnswerStream stream = pipeline.stream("question")) {
            List<AnswerEvent> events = read(stream);

            assertThat(events.subList(0, 2))
                    .containsExactly(new AnswerEvent.TextDelta("TWO "), new AnswerEvent.TextDelta("PUMPS"));
            assertThat(((AnswerEvent.Completed) events.get(2)).answer().text()).isEqualTo("TWO PUMPS");
        }
        assertThat(pipeline.run("question").text()).isEqualTo("TWO PUMPS");
    }

    @Test
    void changedTextIsSentAgainWhenThePostprocessorCannotStream() {
        Pipeline pipeline = Pipeline.builder()
                .model(ScriptedModel.answering(List.of("two ", "pumps")))
                .postprocess(new Shout(false))
                .build();

        try (AnswerStream stream = pipeline.stream("question")) {
            List<AnswerEvent> events = read(stream);

            assertThat(events.get(1)).isEqualTo(new AnswerEvent.TextDelta("pumps"));
            assertThat(events.get(2)).isInstanceOfSatisfying(AnswerEvent.Revised.class, revised -> {
                assertThat(revised.text()).isEqualTo("TWO PUMPS");
                assertThat(revised.stage()).hasToString("postprocessor shout");
            });
        }
    }

    @Test
    void postprocessorThatHoldsTheStreamSeesTheAnswerBeforeTheReader() {
        Postprocessor holding = new Postprocessor() {
            @Override
            public Answer process(Answer answer, StageContext context) {
                return answer.withText("checked " + answer.text());
            }

            @Override
            public boolean holdsStream() {
                return true;
            }
        };
        Pipeline pipeline = Pipeline.builder()
                .model(ScriptedModel.answering(List.of("two ", "pumps")))
                .postprocess(holding)
                .build();

        try (AnswerStream stream = pipeline.stream("question")) {
            assertThat(read(stream)).first().isEqualTo(new AnswerEvent.TextDelta("checked two pumps"));
        }
        assertThat(pipeline.describe()).contains("a stream waits for the whole answer because it must see it");
    }

    @Test
    void modelWhoseResponseContradictsItsStreamIsReported() {
        Pipeline pipeline = Pipeline.builder()
                .model((request, call) -> {
                    call.emit(new dev.llmops.api.model.ModelEvent.TextDelta("one thing"));
                    return ModelResponse.of("another");
                })
                .build();

        try (AnswerStream stream = pipeline.stream("question")) {
            List<AnswerEvent> events = read(stream);

            assertThat(events.get(1))
                    .isInstanceOfSatisfying(
                            AnswerEvent.Revised.class,
                            revised -> assertThat(revised.text()).isEqualTo("another"));
            assertThat(stream.answer().text()).isEqualTo("another");
            assertThat(stream.answer().record().notes())
                    .extracting(note -> note.key())
                    .containsExactly("stream.contradicted");
        }
    }

    @Test
    void lateEventsOfAModelAreRefused() {
        List<Throwable> refused = new ArrayList<>();
        List<dev.llmops.api.model.ModelCall> calls = new ArrayList<>();
        Pipeline pipeline = Pipeline.builder()
                .model((request, call) -> {
                    calls.add(call);
                    return ModelResponse.of("x");
                })
                .build();
        try (AnswerStream stream = pipeline.stream("question")) {
            read(stream);
        }

        try {
            calls.get(0).emit(new dev.llmops.api.model.ModelEvent.TextDelta("late"));
        } catch (LlmException e) {
            refused.add(e);
        }

        assertThat(refused).hasSize(1);
    }

    @Test
    void streamIsCancelledFromAnotherThread() {
        ScriptedModel model = ScriptedModel.hanging();
        try (AnswerStream stream = Pipeline.builder().model(model).build().stream("question")) {
            model.awaitCalls(1);

            assertThat(stream.cancel()).isTrue();

            assertThatThrownBy(() -> stream.iterator().hasNext()).isInstanceOf(CallCancelledException.class);
        }
    }

    private static Pipeline answering(String text) {
        return Pipeline.builder().model(ScriptedModel.answering(text)).build();
    }

    private static List<AnswerEvent> read(AnswerStream stream) {
        List<AnswerEvent> events = new ArrayList<>();
        stream.forEach(events::add);
        return events;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Turns text to upper case, with or without a filter for streams. */
    private static final class Shout implements Postprocessor {
        private final boolean streams;

        Shout(boolean streams) {
            this.streams = streams;
        }

        @Override
        public Answer process(Answer answer, StageContext context) {
            return answer.withText(answer.text().toUpperCase(Locale.ROOT));
        }

        @Override
        public Optional<TextFilter> filter() {
            return streams ? Optional.of(new UpperCase()) : Optional.empty();
        }
    }

    private static final class UpperCase implements TextFilter {
        @Override
        public void feed(String piece, Consumer<String> out) {
            out.accept(piece.toUpperCase(Locale.ROOT));
        }

        @Override
        public void finish(Consumer<String> out) {}

        @Override
        public int horizon() {
            return 0;
        }
    }

    /** Collects text, asking for a few events at a time. */
    private static final class Collector implements Flow.Subscriber<AnswerEvent> {
        final StringBuilder text = new StringBuilder();
        final CountDownLatch done = new CountDownLatch(1);
        final AtomicInteger overlaps = new AtomicInteger();
        final AtomicInteger ends = new AtomicInteger();
        private final AtomicInteger inside = new AtomicInteger();
        private final int batch;
        private int left;
        volatile Throwable failure;

        @SuppressWarnings("NullAway.Init") // set by onSubscribe
        private Flow.Subscription subscription;

        @SuppressWarnings("NullAway.Init") // failure stays null unless onError sets it
        Collector(int batch) {
            this.batch = batch;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            left = batch;
            given.request(batch);
        }

        @Override
        public void onNext(AnswerEvent event) {
            overlaps.addAndGet(inside.getAndIncrement());
            if (event instanceof AnswerEvent.TextDelta delta) {
                text.append(delta.text());
            }
            if (--left == 0) {
                left = batch;
                subscription.request(batch);
            }
            inside.decrementAndGet();
        }

        @Override
        public void onError(Throwable error) {
            failure = error;
            ends.incrementAndGet();
            done.countDown();
        }

        @Override
        public void onComplete() {
            ends.incrementAndGet();
            done.countDown();
        }
    }
}
