package dev.llmops.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.llmops.api.grounding.Document;
import dev.llmops.api.model.TokenCounter;
import dev.llmops.api.text.SentenceSplitter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for the chunks of any document. */
class ChunkerProperties {
    private static final int CASES = 150;

    private final TokenCounter counter = TokenCounter.estimating();

    @Test
    void everyCharacterThatIsNotWhiteSpaceIsInExactlyOneCore() {
        forEach((seed, document, chunker) -> {
            int at = 0;
            for (Chunk chunk : chunker.split(document)) {
                assertThat(document.text().substring(at, chunk.coreStart()))
                        .as("before chunk %d of seed %d", chunk.ordinal(), seed)
                        .isBlank();
                at = chunk.span().end();
            }
            assertThat(document.text().substring(at))
                    .as("after the last chunk of seed %d", seed)
                    .isBlank();
        });
    }

    @Test
    void aChunkIsTheStretchOfTheDocumentThatItSays() {
        forEach((seed, document, chunker) -> {
            int ordinal = 0;
            for (Chunk chunk : chunker.split(document)) {
                String text = document.text()
                        .substring(chunk.span().start(), chunk.span().end());
                assertThat(chunk.text())
                        .as("seed %d", seed)
                        .isEqualTo(text)
                        .isEqualTo(text.strip())
                        .isNotEmpty();
                assertThat(chunk.ordinal()).isEqualTo(ordinal++);
                assertThat(chunk.contentHash()).isEqualTo(ContentHash.of(text)).hasSize(32);
                assertThat(chunk.section().start()).isLessThanOrEqualTo(chunk.coreStart());
                assertThat(chunk.section().end())
                        .isGreaterThanOrEqualTo(chunk.span().end());
            }
        });
    }

    @Test
    void noChunkHasMoreTokensThanAllowedUnlessItIsOneCharacter() {
        forEach((seed, document, chunker) -> {
            for (Chunk chunk : chunker.split(document)) {
                assertThat(chunk.tokens()).isEqualTo(counter.count(chunk.text()).tokens());
                if (chunk.text().codePointCount(0, chunk.text().length()) > 1) {
                    assertThat(chunk.tokens()).as("seed %d, %s", seed, chunk).isLessThanOrEqualTo(chunker.tokens());
                }
            }
        });
    }

    @Test
    void noChunkBeginsOrEndsInsideACharacter() {
        forEach((seed, document, chunker) -> {
            for (Chunk chunk : chunker.split(document)) {
                for (int place : new int[] {
                    chunk.span().start(), chunk.coreStart(), chunk.span().end()
                }) {
                    boolean inside = place > 0
                            && place < document.text().length()
                            && Character.isSurrogatePair(
                                    document.text().charAt(place - 1),
                                    document.text().charAt(place));
                    assertThat(inside).as("seed %d, place %d", seed, place).isFalse();
                }
            }
        });
    }

    @Test
    void overlapIsWholeSentencesAndLessThanTheChunkBefore() {
        forEach((seed, document, chunker) -> {
            List<Chunk> chunks = chunker.split(document);
            for (int i = 0; i < chunks.size(); i++) {
                Chunk chunk = chunks.get(i);
                String repeated = document.text().substring(chunk.span().start(), chunk.coreStart());
                if (repeated.isEmpty()) {
                    continue;
                }
                assertThat(chunker.overlap()).as("seed %d", seed).isPositive();
                Chunk before = chunks.get(i - 1);
                assertThat(chunk.span().start()).as("seed %d", seed).isGreaterThan(before.coreStart());
                assertThat(chunk.section()).isEqualTo(before.section());
                String core = document.text()
                        .substring(before.coreStart(), before.span().end());
                List<Integer> ends = SentenceSplitter.standard().split(core).stream()
                        .map(sentence -> before.coreStart() + sentence.end())
                        .toList();
                assertThat(ends)
                        .as("seed %d", seed)
                        .anySatisfy(end -> assertThat(document.text()
                                        .substring(
                                                Math.min(end, chunk.span().start()),
                                                Math.max(end, chunk.span().start())))
                                .isBlank());
                long sentences =
                        ends.stream().filter(end -> end > chunk.span().start()).count();
                assertThat(sentences).as("seed %d", seed).isLessThanOrEqualTo(chunker.overlap());
            }
        });
    }

    @Test
    void theSameDocumentGivesTheSameChunks() {
        forEach((seed, document, chunker) -> {
            List<Chunk> first = chunker.split(document);
            List<Chunk> second = chunker.split(document);

            assertThat(second).hasSameSizeAs(first);
            for (int i = 0; i < first.size(); i++) {
                assertThat(second.get(i)).hasToString(first.get(i).toString());
                assertThat(second.get(i).contentHash())
                        .as("seed %d", seed)
                        .isEqualTo(first.get(i).contentHash());
                assertThat(second.get(i).headingPath()).isEqualTo(first.get(i).headingPath());
            }
        });
    }

    @Test
    void theLastBlockDoesNotChangeTheChunksOfEarlierSections() {
        for (long seed = 0; seed < 100; seed++) {
            Document document = Document.builder(
                            "d", new RandomDocuments(seed).next().text().replace("```", "'''"))
                    .mediaType("text/markdown")
                    .build();
            Document longer = Document.builder("d", document.text() + "\n\n# More\n\nText.\n")
                    .mediaType("text/markdown")
                    .build();
            List<String> hashes = hashes(document);
            List<String> more = hashes(longer);

            // A heading without text is carried into what follows it, so the last chunk may differ.
            int kept = Math.max(0, hashes.size() - 1);
            assertThat(more.subList(0, Math.min(kept, more.size())))
                    .as("seed %d", seed)
                    .isEqualTo(hashes.subList(0, kept));
        }
    }

    private static List<String> hashes(Document document) {
        return Chunker.standard().split(document).stream()
                .map(Chunk::contentHash)
                .toList();
    }

    private void forEach(Check check) {
        for (long seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            Chunker chunker = Chunker.builder()
                    .tokens(8 + random.nextInt(120))
                    .overlap(random.nextInt(4))
                    .counter(counter)
                    .build();
            check.of(seed, new RandomDocuments(seed).next(), chunker);
        }
    }

    @FunctionalInterface
    private interface Check {
        void of(long seed, Document document, Chunker chunker);
    }
}
