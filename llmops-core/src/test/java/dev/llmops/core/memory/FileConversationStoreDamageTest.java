package dev.llmops.core.memory;

import static dev.llmops.core.memory.Turns.turn;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.pipeline.Turn;
import dev.llmops.core.memory.FileConversationStore.Damage;
import dev.llmops.core.memory.FileConversationStore.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileConversationStoreDamageTest {
    private static final Turn ONE = turn("c", 1);
    private static final Turn TWO = turn("c", 2);
    private static final Turn THREE = turn("c", 3);
    private static final Turn FOUR = turn("c", 4);

    @TempDir
    Path directory;

    /** A set, since damage that stays in place is found again. */
    private final Set<Damage> damages = new LinkedHashSet<>();

    private Path log = Path.of("");
    private byte[] whole = {};
    private int record;

    @BeforeEach
    void writeThreeTurns() throws IOException {
        try (FileConversationStore store = open()) {
            List.of(ONE, TWO, THREE).forEach(store::append);
        }
        try (Stream<Path> files = Files.walk(directory)) {
            log = files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
        }
        whole = Files.readAllBytes(log);
        record = whole.length / 3;
    }

    @Test
    void findsNoDamageInWholeFiles() throws IOException {
        assertThat(survivors()).containsExactly(ONE, TWO, THREE, FOUR);
        assertThat(damages).isEmpty();
        assertThat(Files.readAllBytes(log)).startsWith(whole);
    }

    @Test
    void cutsOffTheLastRecordWhereverItWasTorn() throws IOException {
        for (int length = 2 * record; length < whole.length; length++) {
            damages.clear();
            Files.write(log, Arrays.copyOf(whole, length));

            List<Turn> survivors = survivors();

            boolean onlyLineFeedMissing = length == whole.length - 1;
            assertThat(survivors)
                    .as("torn at %d", length)
                    .isEqualTo(onlyLineFeedMissing ? List.of(ONE, TWO, THREE, FOUR) : List.of(ONE, TWO, FOUR));
            int torn = onlyLineFeedMissing ? 0 : length - 2 * record;
            assertThat(damages)
                    .as("torn at %d", length)
                    .isEqualTo(torn == 0 ? Set.of() : Set.of(new Damage(log, Damage.Kind.CUT_OFF, 2L * record, torn)));
        }
    }

    @Test
    void cutsOffBlocksThatTheDiskNeverFilled() throws IOException {
        Files.write(log, Arrays.copyOf(whole, whole.length + 4096));

        assertThat(survivors()).containsExactly(ONE, TWO, THREE, FOUR);
        assertThat(damages).containsExactly(new Damage(log, Damage.Kind.CUT_OFF, whole.length, 4096));
    }

    @Test
    void losesOneTurnAtMostWhicheverByteIsDamaged() throws IOException {
        Random random = new Random(7);
        for (int position = 0; position < whole.length; position++) {
            damages.clear();
            byte[] damaged = whole.clone();
            byte other = position % 5 == 0 ? (byte) '\n' : (byte) (damaged[position] ^ 1 + random.nextInt(255));
            boolean changed = damaged[position] != other;
            damaged[position] = other;
            Files.write(log, damaged);

            List<Turn> survivors = survivors();

            List<Turn> expected = new ArrayList<>(List.of(ONE, TWO, THREE, FOUR));
            if (changed && position % record < record - 1) {
                expected.remove(position / record);
            }
            assertThat(damages.isEmpty()).as("damaged at %d", position).isEqualTo(!changed);
            assertThat(survivors).as("damaged at %d", position).isEqualTo(expected);
        }
    }

    @Test
    void reportsDamageAndLeavesItInPlace() throws IOException {
        byte[] damaged = whole.clone();
        damaged[record + 40] ^= 4;
        Files.write(log, damaged);

        assertThat(survivors()).containsExactly(ONE, THREE, FOUR);

        assertThat(damages).containsExactly(new Damage(log, Damage.Kind.SKIPPED, record, record));
        assertThat(Files.readAllBytes(log)).startsWith(damaged);
    }

    @Test
    void findsTheNextRecordAfterGarbageOfAnyKind() throws IOException {
        for (long seed = 0; seed < 60; seed++) {
            damages.clear();
            byte[] garbage = new byte[new Random(seed).nextInt(20_000)];
            new Random(seed + 1).nextBytes(garbage);
            byte[] file = new byte[whole.length + garbage.length + 1];
            System.arraycopy(whole, 0, file, 0, record);
            System.arraycopy(garbage, 0, file, record, garbage.length);
            file[record + garbage.length] = '\n';
            System.arraycopy(whole, record, file, record + garbage.length + 1, 2 * record);
            Files.write(log, file);

            assertThat(survivors()).as("seed %d", seed).containsExactly(ONE, TWO, THREE, FOUR);
            assertThat(damages.stream().mapToLong(Damage::bytes).sum())
                    .as("seed %d", seed)
                    .isEqualTo(garbage.length + 1L);
        }
    }

    @Test
    void reportsAWholeRecordThatIsNoTurn() throws IOException {
        appendToLog(LogRecord.frame(LogRecord.TURN, "{\"conversation\":\"c\"}".getBytes(UTF_8)));

        assertThat(survivors()).containsExactly(ONE, TWO, THREE, FOUR);
        assertThat(damages).isNotEmpty().allSatisfy(damage -> {
            assertThat(damage.offset()).isEqualTo(whole.length);
            assertThat(damage.kind()).isEqualTo(Damage.Kind.SKIPPED);
        });
    }

    @Test
    void reportsATurnOfAnotherConversation() throws IOException {
        appendToLog(LogRecord.frame(LogRecord.TURN, new TurnCodec().encode(turn("d", 9))));

        assertThat(survivors()).containsExactly(ONE, TWO, THREE, FOUR);
        assertThat(damages).isNotEmpty();
    }

    @Test
    void passesOverKindsOfRecordsThatLaterVersionsMayAdd() throws IOException {
        appendToLog(LogRecord.frame('F', "{\"feedback\":1}".getBytes(UTF_8)));

        assertThat(survivors()).containsExactly(ONE, TWO, THREE, FOUR);
        assertThat(damages).isEmpty();
    }

    @Test
    void keepsAConversationOfWhichNothingIsLeftUsable() throws IOException {
        Files.write(log, new byte[100]);

        try (FileConversationStore store = open()) {
            assertThat(store.conversations()).isEmpty();
            assertThat(store.newest("c", 5)).isEmpty();
            store.append(FOUR);
            assertThat(store.newest("c", 5)).containsExactly(FOUR);
            assertThat(store.conversations()).containsExactly("c");
        }
    }

    @Test
    void worksOnWhenTheListenerFails() throws IOException {
        Files.write(log, Arrays.copyOf(whole, whole.length - 5));

        try (FileConversationStore store = FileConversationStore.builder(directory)
                .onDamage(damage -> {
                    throw new IllegalStateException("listener");
                })
                .open()) {
            assertThat(store.newest("c", 5)).containsExactly(ONE, TWO);
        }
    }

    @Test
    void letsTheListenerUseTheStore() throws IOException {
        Files.write(log, Arrays.copyOf(whole, whole.length - 5));
        List<FileConversationStore> stores = new ArrayList<>();

        try (FileConversationStore store = FileConversationStore.builder(directory)
                .onDamage(damage -> stores.get(0).append(FOUR))
                .open()) {
            stores.add(store);
            store.newest("c", 5);

            assertThat(store.newest("c", 5)).containsExactly(ONE, TWO, FOUR);
        }
    }

    /** {@return what is there after a turn was added to the damaged file and the store was opened again} */
    private List<Turn> survivors() {
        try (FileConversationStore store = open()) {
            store.append(FOUR);
        }
        try (FileConversationStore store = open()) {
            return store.newest("c", 10);
        }
    }

    private FileConversationStore open() {
        return FileConversationStore.builder(directory)
                .durability(Durability.OPERATING_SYSTEM)
                .onDamage(damages::add)
                .open();
    }

    private void appendToLog(byte[] bytes) throws IOException {
        byte[] file = Arrays.copyOf(whole, whole.length + bytes.length);
        System.arraycopy(bytes, 0, file, whole.length, bytes.length);
        Files.write(log, file);
    }
}
