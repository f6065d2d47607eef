package dev.llmops.core.memory;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.pipeline.Turn;
import dev.llmops.core.memory.FileConversationStore.Damage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that is writing, as an operator or the kernel would: without asking. */
@Timeout(60)
class FileConversationStoreKillTest {
    private static final int ROUNDS = 2;

    @TempDir
    Path directory;

    @Test
    void keepsEveryTurnThatWasRememberedBeforeTheProcessWasKilled() throws IOException, InterruptedException {
        int next = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int remembered = killAfter(20 + 7 * round, next);
            next = checkAndContinue(remembered);
        }
    }

    /** {@return how many turns the killed process said it had remembered, in all rounds} */
    private int killAfter(int lines, int first) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendUntilKilled.class.getName(),
                        directory.toString(),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int next = first;
        try (BufferedReader output = process.inputReader(US_ASCII)) {
            String line = output.readLine();
            // What it printed before it died still counts, so this reads to the end.
            while (line != null && line.endsWith(".")) {
                assertThat(line).isEqualTo("remembered " + next + ".");
                next++;
                if (next == first + lines) {
                    assertThatThrownBy(() -> FileConversationStore.open(directory))
                            .isInstanceOf(ConfigurationException.class)
                            .hasMessageContaining("another process");
                    // The process itself would close its output as well.
                    process.toHandle().destroyForcibly();
                }
                line = output.readLine();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(next).as("turns before the process ended").isGreaterThanOrEqualTo(first + lines);
        return next;
    }

    /** {@return the number of the next turn to add} */
    private int checkAndContinue(int remembered) {
        List<Damage> damages = new ArrayList<>();
        try (FileConversationStore store =
                FileConversationStore.builder(directory).onDamage(damages::add).open()) {
            int next = remembered;
            if (turnsOf(store, remembered).size() > (remembered + 1 - remembered % 2) / 2) {
                next++;
            }
            for (int parity = 0; parity < 2; parity++) {
                assertThat(turnsOf(store, parity)).isEqualTo(expected(parity, next));
            }
            store.append(AppendUntilKilled.numbered(next));
            next++;
            assertThat(turnsOf(store, next - 1)).isEqualTo(expected((next - 1) % 2, next));
            assertThat(damages).allSatisfy(damage -> assertThat(damage.kind()).isEqualTo(Damage.Kind.CUT_OFF));
            return next;
        }
    }

    private static List<Turn> turnsOf(FileConversationStore store, int number) {
        return store.newest("conversation " + number % 2, Integer.MAX_VALUE);
    }

    private static List<Turn> expected(int parity, int end) {
        List<Turn> turns = new ArrayList<>();
        for (int i = parity; i < end; i += 2) {
            turns.add(AppendUntilKilled.numbered(i));
        }
        return turns;
    }
}
