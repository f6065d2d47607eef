package dev.llmops.onnx.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.LlmException;
import dev.llmops.onnx.decoding.Choice;
import dev.llmops.onnx.decoding.SamplingSettings;
import dev.llmops.onnx.models.DecoderModel;
import dev.llmops.onnx.models.DecoderShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the engine shares time and memory between sequences. */
class SharingTest {
    private static final DecoderModel MODEL =
            DecoderModel.builder(DecoderShape.tiny()).build();

    @TempDir
    private Path directory;

    @Test
    void readsWhatItHasReadBeforeOnlyOnce() {
        int[] first = TestEngine.prompt(1, 100);
        int[] second = Arrays.copyOf(first, 120);

        try (TestEngine engine = engine(TestEngine.OPTIONS)) {
            engine.greedy(first, 10).end();
            Collected again = engine.greedy(second, 10);

            assertThat(again.end().figures().reusedTokens()).isEqualTo(100);
            assertThat(again.tokens()).isEqualTo(reference(second, 10));
        }
    }

    @Test
    void readsAnEqualPromptButForItsLastToken() {
        int[] prompt = TestEngine.prompt(1, 50);

        try (TestEngine engine = engine(TestEngine.OPTIONS)) {
            List<Integer> first = engine.greedy(prompt, 10).tokens();
            Collected again = engine.greedy(prompt, 10);

            assertThat(again.end().figures().reusedTokens()).isEqualTo(49);
            assertThat(again.tokens()).isEqualTo(first);
        }
    }

    @Test
    void keepsNothingIfThatIsWanted() {
        int[] prompt = TestEngine.prompt(1, 50);

        try (TestEngine engine = engine(new EngineOptions(8, 64, 16, 512, 1 << 28, 0, 0))) {
            engine.greedy(prompt, 10).end();

            assertThat(engine.greedy(prompt, 10).end().figures().reusedTokens()).isZero();
        }
    }

    @Test
    void guessesNeverChangeAnAnswer() {
        int[] repeating = IntStream.range(0, 60).map(i -> 10 + i % 6).toArray();

        try (TestEngine engine = engine(new EngineOptions(8, 64, 16, 512, 1 << 28, 1 << 26, 4))) {
            Collected answer = engine.greedy(repeating, 80);

            assertThat(answer.tokens()).isEqualTo(reference(repeating, 80));
            assertThat(answer.end().figures().draftedTokens()).isPositive();
            assertThat(answer.end().figures().acceptedTokens()).isPositive();
        }
    }

    @Test
    void guessesChangeNoDrawEither() {
        int[] repeating = IntStream.range(0, 60).map(i -> 10 + i % 6).toArray();
        SamplingSettings drawing =
                SamplingSettings.builder().temperature(0.3).seed(5).build();
        List<Integer> without;
        try (TestEngine engine = engine(TestEngine.OPTIONS)) {
            without = engine.generate(repeating, 100, drawing).tokens();
        }

        try (TestEngine engine = engine(new EngineOptions(8, 64, 16, 512, 1 << 28, 1 << 26, 4))) {
            assertThat(engine.generate(repeating, 100, drawing).tokens()).isEqualTo(without);
        }
    }

    @Test
    void aShortRequestNeedNotWaitForALongPrompt() {
        List<String> order = new ArrayList<>();
        try (TestEngine engine = engine(TestEngine.OPTIONS)) {
            Held held = new Held(engine);
            Named longOne = new Named("long", order);
            Named shortOne = new Named("short", order);
            engine.submit(TestEngine.prompt(2, 400), 3, longOne);
            engine.submit(TestEngine.prompt(3, 10), 3, shortOne);

            held.release();

            longOne.end();
            shortOne.end();
            assertThat(order).startsWith("short", "short", "short");
        }
    }

    @Test
    void aLongPromptIsNotPassedOverForEver() {
        List<String> order = new ArrayList<>();
        try (TestEngine engine = engine(new EngineOptions(40, 64, 16, 512, 1 << 28, 0, 0))) {
            Held held = new Held(engine);
            Named longOne = new Named("long", order);
            engine.submit(TestEngine.prompt(2, 60), 1, longOne);
            List<Named> shortOnes = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                shortOnes.add(new Named("short", order));
                engine.submit(TestEngine.prompt(10 + i, 10), 1, shortOnes.get(i));
            }

            held.release();

            shortOnes.forEach(Collected::end);
            longOne.end();
            assertThat(order.indexOf("long")).isLessThan(30);
        }
    }

    @Test
    void refusesMoreThanMayWait() {
        try (TestEngine engine = engine(new EngineOptions(1, 2, 16, 512, 1 << 28, 0, 0))) {
            Held held = new Held(engine);
            engine.greedy(TestEngine.prompt(1, 5), 1);
            engine.greedy(TestEngine.prompt(2, 5), 1);

            assertThatThrownBy(() -> engine.greedy(TestEngine.prompt(3, 5), 1))
                    .isInstanceOf(QueueFullException.class)
                    .hasMessageContaining("2 requests wait");
            held.release();
        }
    }

    @Test
    void endsWhatNobodyWants() {
        try (TestEngine engine = engine(TestEngine.OPTIONS)) {
            Held endless = new Held(engine, 500);
            endless.ticket().cancel();
            endless.release();

            assertThat(endless.end().reason()).isEqualTo(SequenceEnd.Reason.CANCELLED);
            assertThat(endless.end().figures().answerTokens()).isEqualTo(1);
        }
    }

    @Test
    void endsWhatNobodyWantsBeforeItBegins() {
        try (TestEngine engine = engine(new EngineOptions(1, 64, 16, 512, 1 << 28, 0, 0))) {
            Held held = new Held(engine);
            Collected waiting = new Collected();
            engine.submit(TestEngine.prompt(1, 5), 10, waiting).cancel();

            assertThat(waiting.end().reason()).isEqualTo(SequenceEnd.Reason.CANCELLED);
            held.release();
        }
    }

    @Test
    void endsAtTheContextOfTheModel() {
        try (TestEngine engine = engine(new EngineOptions(2, 64, 16, 64, 1 << 28, 0, 0))) {
            Collected answer = engine.greedy(TestEngine.prompt(1, 50), 1000);

            assertThat(answer.end().reason()).isEqualTo(SequenceEnd.Reason.CONTEXT_FULL);
            assertThat(answer.tokens()).hasSize(14);
        }
    }

    @Test
    void tellsWhenThereIsNoMemoryForAPrompt() {
        long memory = 128L * 2 * 2 * 2 * 16 * 4;
        try (TestEngine engine = engine(new EngineOptions(2, 64, 16, 512, memory, 0, 0))) {
            assertThat(engine.greedy(TestEngine.prompt(1, 200), 10).end().failure())
                    .isInstanceOf(CacheFullException.class)
                    .hasMessageContaining("MaxDirectMemorySize");
            assertThat(engine.greedy(TestEngine.prompt(2, 20), 10).tokens()).hasSize(10);
        }
    }

    @Test
    void answersAllThatWaitThoughMemoryHoldsFew() {
        long memory = 128L * 2 * 2 * 2 * 16 * 4;
        try (TestEngine engine = engine(new EngineOptions(8, 64, 16, 512, memory, 0, 0))) {
            List<Collected> answers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                answers.add(engine.greedy(TestEngine.prompt(i, 20), 30));
            }

            for (int i = 0; i < 10; i++) {
                assertThat(answers.get(i).tokens()).isEqualTo(reference(TestEngine.prompt(i, 20), 30));
            }
        }
    }

    @Test
    void failsWhatRunsWhenItIsClosed() {
        try (TestEngine engine = engine(TestEngine.OPTIONS)) {
            Collected endless = new Collected() {
                @Override
                public boolean chosen(Choice choice) {
                    engine.close();
                    return super.chosen(choice);
                }
            };
            engine.submit(TestEngine.prompt(1, 5), 500, endless);

            assertThat(endless.end().reason()).isEqualTo(SequenceEnd.Reason.FAILED);
            assertThat(endless.end().failure()).hasMessageContaining("closed while it answered");
            assertThatThrownBy(() -> engine.greedy(TestEngine.prompt(1, 5), 1)).hasMessageContaining("is closed");
        }
    }

    @Test
    void wholeMemoryOfOneSequenceEndsNoOther() {
        try (TestEngine engine = engine(TestEngine.OPTIONS)) {
            Held held = new Held(engine);
            Collected greedy = new Failing(new OutOfMemoryError("a test's own"));
            engine.submit(TestEngine.prompt(1, 5), 10, greedy);
            Collected other = engine.greedy(TestEngine.prompt(2, 20), 30);
            held.release();

            assertThat(greedy.end().reason()).isEqualTo(SequenceEnd.Reason.FAILED);
            assertThat(greedy.end().failure()).hasRootCauseInstanceOf(OutOfMemoryError.class);
            assertThat(other.tokens()).isEqualTo(reference(TestEngine.prompt(2, 20), 30));
        }
    }

    @Test
    void saysWhyItTakesNothingMoreWhenItsThreadHasDied() {
        try (TestEngine engine = engine(TestEngine.OPTIONS)) {
            Held held = new Held(engine);
            Collected fatal = new Failing(new AssertionError("a test's own"));
            engine.submit(TestEngine.prompt(1, 5), 10, fatal);
            Collected beside = engine.greedy(TestEngine.prompt(2, 20), 500);
            held.release();

            assertThat(fatal.end().failure()).hasMessageContaining("has failed");
            assertThat(beside.end().failure()).hasMessageContaining("has failed");
            assertThatThrownBy(() -> engine.greedy(TestEngine.prompt(3, 5), 1))
                    .isInstanceOf(LlmException.class)
                    .hasMessageContaining("The engine of this model has failed. Open the model again.")
                    .hasRootCauseInstanceOf(AssertionError.class);
        }
    }

    @Test
    void plainAttentionServesSeveralInTurn() {
        DecoderModel plain =
                DecoderModel.builder(DecoderShape.tiny()).plainAttention().build();
        SplittableRandom random = new SplittableRandom(4);

        try (TestEngine engine = TestEngine.of(plain, directory)) {
            List<int[]> prompts = new ArrayList<>();
            List<Collected> answers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                prompts.add(TestEngine.prompt(i, random.nextInt(3, 60)));
                answers.add(engine.greedy(prompts.get(i), 12));
            }

            for (int i = 0; i < 6; i++) {
                assertThat(answers.get(i).tokens())
                        .isEqualTo(boxed(plain.reference().greedy(prompts.get(i), 12)));
            }
        }
    }

    private TestEngine engine(EngineOptions options) {
        return TestEngine.of(MODEL, directory, options, 0);
    }

    private static List<Integer> reference(int[] prompt, int tokens) {
        return boxed(MODEL.reference().greedy(prompt, tokens));
    }

    private static List<Integer> boxed(int[] tokens) {
        return Arrays.stream(tokens).boxed().toList();
    }

    /** Notes when its tokens come. */
    private static final class Named extends Collected {
        private final String name;
        private final List<String> order;

        Named(String name, List<String> order) {
            this.name = name;
            this.order = order;
        }

        @Override
        public boolean chosen(Choice choice) {
            order.add(name);
            return super.chosen(choice);
        }
    }

    /** Fails at its first token. */
    private static final class Failing extends Collected {
        private final Error failure;

        Failing(Error failure) {
            this.failure = failure;
        }

        @Override
        public boolean chosen(Choice choice) {
            throw failure;
        }
    }

    /** Holds the engine, so that what is submitted meanwhile is all there when it goes on. */
    private static final class Held extends Collected {
        private final CountDownLatch released = new CountDownLatch(1);
        private final Ticket ticket;

        Held(TestEngine engine) {
            this(engine, 1);
        }

        Held(TestEngine engine, int tokens) {
            ticket = engine.submit(TestEngine.prompt(99, 3), tokens, this);
            awaitFirst();
        }

        Ticket ticket() {
            return ticket;
        }

        @Override
        public boolean chosen(Choice choice) {
            boolean goesOn = super.chosen(choice);
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return goesOn;
        }

        void release() {
            released.countDown();
        }
    }
}
