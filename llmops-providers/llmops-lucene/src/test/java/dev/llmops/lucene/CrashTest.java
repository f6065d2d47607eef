package dev.llmops.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.grounding.Document;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that is writing, and looks at what is left. */
class CrashTest {
    private static final int COMMITTED = 50;

    @TempDir
    Path temp;

    @Test
    void whatWasCommittedSurvivesAKill() throws IOException, InterruptedException {
        Path directory = temp.resolve("index");
        for (int round = 1; round <= 3; round++) {
            Process child = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            directory.toString(),
                            Integer.toString(round))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            int added = 0;
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
                // The child reports every document; it is killed at work, some way after its commit.
                for (String line = lines.readLine(); line != null && added < COMMITTED + 37 * round; added++) {
                    line = lines.readLine();
                }
                child.destroyForcibly();
            }
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(added).isGreaterThan(COMMITTED);

            try (DocumentIndex index = DocumentIndex.open(directory)) {
                assertThat(index.documentCount()).isEqualTo(COMMITTED);
                for (int i = 0; i < COMMITTED; i++) {
                    assertThat(index.document("d" + i).orElseThrow().text()).isEqualTo(text(i, round));
                }
                assertThat(index.search("marker" + round, 100)).hasSize(COMMITTED);
                assertThat(index.add(Document.of("after", "the crash"))).isEqualTo(DocumentIndex.Change.ADDED);
                assertThat(index.delete("after")).isTrue();
            }
        }
    }

    private static String text(int number, int round) {
        return "Document number" + number + " has marker" + round + ".";
    }

    /** Adds and commits some documents, then goes on changing the index until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            int round = Integer.parseInt(arguments[1]);
            DocumentIndex index = DocumentIndex.open(Path.of(arguments[0]));
            for (int i = 0; i < COMMITTED; i++) {
                index.add(Document.of("d" + i, text(i, round)));
            }
            index.commit();
            for (int i = 0; ; i++) {
                index.add(Document.of("d" + i, "Overwritten and never committed."));
                index.delete("d" + (i * 7 % COMMITTED));
                if (i % 10 == 0) {
                    index.search("overwritten", 3);
                }
                System.out.println(i);
            }
        }
    }
}
