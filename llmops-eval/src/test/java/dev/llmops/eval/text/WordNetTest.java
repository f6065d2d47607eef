package dev.llmops.eval.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordNetTest {
    private static WordNet wordNet;

    @BeforeAll
    static void load() {
        wordNet = WordNet.load();
    }

    @Test
    void findsTheWordsOfAllSetsOfAllPartsOfSpeech() {
        assertThat(wordNet.synonyms("cat"))
                .contains("cat", "CAT", "guy", "Caterpillar", "regurgitate", "cat-o'-nine-tails")
                .doesNotContain("domestic cat", "domestic_cat");
    }

    @Test
    void findsBaseFormsByListAndByRule() {
        assertThat(wordNet.synonyms("mice")).contains("mouse", "shiner");
        assertThat(wordNet.synonyms("purchasing")).contains("purchase", "buy");
        assertThat(wordNet.synonyms("Purchases")).contains("purchase", "buy");
        assertThat(wordNet.synonyms("faster")).contains("fast", "quick");
    }

    @Test
    void appliesRulesOnce() {
        assertThat(wordNet.synonyms("replaced")).contains("replace");
        assertThat(wordNet.synonyms("replaceds")).isEmpty();
    }

    @Test
    void takesTheSignsFromAdjectives() {
        assertThat(wordNet.synonyms("galore")).containsExactly("abounding", "galore");
        assertThat(wordNet.synonyms("(p)")).isEmpty();
    }

    @Test
    void knowsNothingOfOtherTexts() {
        assertThat(wordNet.synonyms("")).isEmpty();
        assertThat(wordNet.synonyms("日本")).isEmpty();
        assertThat(wordNet.synonyms("s")).contains("s");
    }

    @Test
    void readsADirectory(@TempDir Path directory) throws IOException {
        writeSmallFiles(directory);
        Files.writeString(directory.resolve("data.noun"), """
                  1 licence
                00000010 03 n 03 Feline 0 pussy_cat 1 moggy 0 001 @ 00000001 n 0000 | a cat; "a moggy"
                00000090 03 n 01 moggy 0 000 | another\r
                """);
        Files.writeString(directory.resolve("noun.exc"), "moggies moggy feline\n");

        WordNet small = WordNet.from(directory);

        assertThat(small.synonyms("moggies")).containsExactly("Feline", "moggy");
        assertThat(small.synonyms("FELINES")).containsExactly("Feline", "moggy");
        assertThat(small.synonyms("pussy_cat")).containsExactly("Feline", "moggy");
    }

    @Test
    void saysWhichArtifactIsMissing() {
        ClassLoader empty = new ClassLoader(null) {};

        assertThatThrownBy(() -> WordNet.load(empty))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("net.sf.extjwnl:extjwnl-data-wn30:1.2");
    }

    @Test
    void saysWhichFileIsDamaged(@TempDir Path directory) throws IOException {
        writeSmallFiles(directory);
        Files.writeString(directory.resolve("data.noun"), "00000010 03 n 03 cat 0 dog\n");

        assertThatThrownBy(() -> WordNet.from(directory))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(directory.toString())
                .cause()
                .hasMessageContaining("data.noun");
    }

    private static void writeSmallFiles(Path directory) throws IOException {
        for (WordNetPart part : WordNetPart.ALL) {
            Files.writeString(directory.resolve(part.dataFile()), "  1 licence\n00000010 00 r 01 only 0 000 | gloss\n");
            Files.writeString(directory.resolve(part.exceptionFile()), "");
        }
    }
}
