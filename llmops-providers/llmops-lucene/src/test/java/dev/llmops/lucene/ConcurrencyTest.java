package dev.llmops.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.grounding.Document;
import dev.llmops.api.grounding.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
    private static final int ROUNDS = 150;

    @Test
    void aReaderSeesADocumentWholeOrNotAtAll() throws InterruptedException, ExecutionException {
        try (DocumentIndex index = DocumentIndex.inMemory()) {
            index.add(version(0));
            AtomicBoolean done = new AtomicBoolean();
            run(
                    List.of(() -> {
                        for (int round = 1; round <= ROUNDS; round++) {
                            index.add(version(round));
                        }
                        done.set(true);
                        return null;
                    }),
                    () -> {
                        while (!done.get()) {
                            List<Passage> found = index.search("shared", 50);
                            Set<String> versions = found.stream()
                                    .map(each -> each.text().replaceAll("(?s).*v", "v"))
                                    .collect(Collectors.toSet());
                            assertThat(found).hasSize(5);
                            assertThat(versions).hasSize(1);
                        }
                        return null;
                    });
            assertThat(index.search("shared", 50))
                    .hasSize(5)
                    .allMatch(each -> each.text().endsWith("v" + ROUNDS));
        }
    }

    @Test
    void everySearchSeesWhatWasAddedBeforeIt() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (DocumentIndex index = DocumentIndex.inMemory()) {
            for (int round = 1; round <= ROUNDS; round++) {
                int expected = round;
                index.add(Document.of("d" + round, "shared " + round));
                // All at once, so that some search while another is about to look for the change.
                Callable<Integer> count = index::documentCount;
                for (Future<Integer> counted : threads.invokeAll(List.of(count, count, count, count))) {
                    assertThat(counted.get()).isEqualTo(expected);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void writersTakeTurns() throws InterruptedException, ExecutionException {
        try (DocumentIndex index = DocumentIndex.inMemory()) {
            List<Callable<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                int own = writer;
                writers.add(() -> {
                    for (int i = 0; i < 50; i++) {
                        index.add(Document.of("w" + own + "-" + i, "common"));
                        index.add(Document.of("everybody", "common by " + own));
                    }
                    return null;
                });
            }
            run(writers, () -> null);

            assertThat(index.documentCount()).isEqualTo(201);
            assertThat(index.search("common", 1000)).hasSize(201);
        }
    }

    @Test
    void closingWhileOthersSearchEndsInClearErrors() throws InterruptedException, ExecutionException {
        DocumentIndex index = DocumentIndex.inMemory();
        index.add(version(1));
        run(
                List.of(() -> {
                    for (int i = 0; i < 20; i++) {
                        index.search("shared", 5);
                    }
                    index.close();
                    return null;
                }),
                () -> {
                    try {
                        for (int i = 0; i < 10_000; i++) {
                            index.search("shared", 5);
                        }
                    } catch (ConfigurationException e) {
                        assertThat(e).hasMessageContaining("closed");
                    }
                    return null;
                });
    }

    private static void run(List<Callable<Void>> writers, Callable<Void> reader)
            throws InterruptedException, ExecutionException {
        List<Callable<Void>> tasks = new ArrayList<>(writers);
        tasks.add(reader);
        tasks.add(reader);
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            for (Future<Void> future : threads.invokeAll(tasks)) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Document version(int number) {
        StringBuilder text = new StringBuilder();
        for (int part = 0; part < 5; part++) {
            text.append("# Part ")
                    .append(part)
                    .append("\n\nshared v")
                    .append(number)
                    .append("\n\n");
        }
        return Document.builder("d", text.toString()).mediaType("text/markdown").build();
    }
}
