package dev.llmops.api.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.batch.BatchResult.Reason;
import dev.llmops.api.model.ErrorClass;
import dev.llmops.api.model.ModelResponse;
import dev.llmops.api.model.ProviderFailure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class BatchResultsTest {
    private static final BatchResult ONE = new BatchResult.Succeeded("one", ModelResponse.of("1"));
    private static final BatchResult TWO = new BatchResult.Succeeded("two", ModelResponse.of("2"));
    private static final BatchResult UNREADABLE = new BatchResult.Failed(
            "", ProviderFailure.builder("openai", "m", ErrorClass.MALFORMED).build());

    @Test
    void reportsEachIdWithoutAResult() {
        BatchResults results = new Listed(TWO).complete(List.of("one", "two", "three"));

        assertThat(all(results)).containsExactly(TWO, missing("one"), missing("three"));
        assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void passesOnTheFirstOfSeveralResultsOfOneId() {
        BatchResult again = new BatchResult.Unanswered("one", Reason.EXPIRED);

        assertThat(all(new Listed(ONE, again, TWO).complete(List.of("one", "two"))))
                .containsExactly(ONE, TWO);
    }

    @Test
    void passesOnEachResultThatCannotBeRead() {
        assertThat(all(new Listed(UNREADABLE, UNREADABLE).complete(List.of("one"))))
                .containsExactly(UNREADABLE, UNREADABLE, missing("one"));
    }

    @Test
    void passesOnResultsThatNobodyExpects() {
        assertThat(all(new Listed(ONE, TWO).complete(List.of("one")))).containsExactly(ONE, TWO);
    }

    @Test
    void joinsResultsInTheOrderOfTheIds() {
        Listed results = new Listed(TWO, ONE);

        assertThat(results.join(List.of("one", "three", "two")).values()).containsExactly(ONE, missing("three"), TWO);
        assertThat(results.closed).isTrue();
    }

    @Test
    void closesWhatItCompletes() {
        Listed results = new Listed(ONE);

        results.complete(List.of()).close();

        assertThat(results.closed).isTrue();
    }

    private static BatchResult missing(String id) {
        return new BatchResult.Unanswered(id, Reason.MISSING);
    }

    private static List<BatchResult> all(BatchResults results) {
        List<BatchResult> all = new ArrayList<>();
        results.forEachRemaining(all::add);
        return all;
    }

    private static final class Listed implements BatchResults {
        private final Iterator<BatchResult> results;
        private boolean closed;

        private Listed(BatchResult... results) {
            this.results = List.of(results).iterator();
        }

        @Override
        public boolean hasNext() {
            return results.hasNext();
        }

        @Override
        public BatchResult next() {
            return results.next();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
