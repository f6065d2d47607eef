package dev.llmops.eval.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.eval.Item;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {
    @TempDir
    Path folder;

    @Test
    void readsJsonLines() throws IOException {
        Path file = file("set.jsonl", """
                {"id":"a","input":"Who?","references":["Ann","Anna"],"relevant":{"d1":2,"d2":0},"level":"easy","tags":["x"]}

                {"id":7,"input":"Where?","reference":"Here","relevant":["d3"],"fields":{"level":"hard"},"none":null}
                """);

        assertThat(items(Dataset.jsonl(file)))
                .containsExactly(
                        Item.builder("a", "Who?")
                                .references(List.of("Ann", "Anna"))
                                .relevant(Map.of("d1", 2, "d2", 0))
                                .fields(Map.of("level", "easy", "tags", "[\"x\"]"))
                                .build(),
                        Item.builder("7", "Where?")
                                .references(List.of("Here"))
                                .relevant(Map.of("d3", 1))
                                .fields(Map.of("level", "hard"))
                                .build());
    }

    @Test
    void readsCsvWithMarkQuotesAndLineEnds() throws IOException {
        Path file = file(
                "set.csv",
                "\uFEFFid,input,reference,relevant\r\n1,\"Say \"\"hi\"\",\nplease\",Hi,d1; d2\r\n\r\n2,Ümlaut 𝄞,,\r\n");

        assertThat(items(Dataset.csv(file)))
                .containsExactly(
                        Item.builder("1", "Say \"hi\",\nplease")
                                .references(List.of("Hi"))
                                .relevant(Map.of("d1", 1, "d2", 1))
                                .build(),
                        Item.of("2", "Ümlaut 𝄞"));
    }

    @Test
    void mapsColumnsAsTold() throws IOException {
        Path file = file("set.tsv", "q\tgold1\tgold2\ttopic\tnotes\nWhy?\tone|two\tthree\tphysics\tsecret\n");
        Columns columns = Columns.builder()
                .idFromInput()
                .input("q")
                .references("gold1", "gold2")
                .referenceSeparator("|")
                .fields("topic")
                .build();

        Item item = items(Dataset.csv(file, columns, '\t')).get(0);

        assertThat(item.id()).hasSize(16);
        assertThat(item.references()).containsExactly("one", "two", "three");
        assertThat(item.fields()).isEqualTo(Map.of("topic", "physics"));
    }

    @Test
    void versionDependsOnContentNotOnFormatOrOrder() throws IOException {
        Dataset lines = Dataset.jsonl(file(
                "a.jsonl", "{\"id\":\"1\",\"input\":\"x\",\"references\":[\"y\"]}\n{\"id\":\"2\",\"input\":\"z\"}"));
        Dataset table = Dataset.csv(file("b.csv", "id,input,reference\n2,z,\n1,x,y\n"));
        Dataset other = Dataset.csv(file("c.csv", "id,input,reference\n2,z,\n1,x,Y\n"));

        assertThat(lines.version().hash()).isEqualTo(table.version().hash());
        assertThat(lines.version().order()).isNotEqualTo(table.version().order());
        assertThat(other.version().hash()).isNotEqualTo(table.version().hash());
        assertThat(table.version().items()).isEqualTo(2);
    }

    @Test
    void saysWhereARowIsRagged() throws IOException {
        Path file = file("set.csv", "id,input\n1,\"two\nlines\"\n2,a,b\n");

        assertThatThrownBy(() -> items(Dataset.csv(file)))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("set.csv, line 4: the row has 3 fields, the first row names 2");
    }

    @Test
    void refusesBrokenQuotes() throws IOException {
        assertThatThrownBy(() -> items(Dataset.csv(file("a.csv", "id,input\n1,\"never\nends"))))
                .hasMessageContaining("line 2: a quoted field begins here and never ends");
        assertThatThrownBy(() -> items(Dataset.csv(file("b.csv", "id,input\n1,a\"b\n"))))
                .hasMessageContaining("line 2: there is a quote within a field");
        assertThatThrownBy(() -> items(Dataset.csv(file("c.csv", "id,input\n1,\"a\"b\n"))))
                .hasMessageContaining("line 2: a quoted field must be followed by");
        assertThatThrownBy(() -> items(Dataset.csv(file("d.csv", "id,id\n1,2\n"))))
                .hasMessageContaining("line 1: every column needs a name of its own");
    }

    @Test
    void aQuoteThatNeverEndsDoesNotFillTheMemory() throws IOException {
        Path file = file("long.csv", "id,input\n1,\"" + "x".repeat(Utf8Source.LONGEST + 1) + "\n");
        Path line = file("long.jsonl", " ".repeat(Utf8Source.LONGEST + 1));

        assertThatThrownBy(() -> items(Dataset.csv(file))).hasMessageContaining("line 2: a quoted field begins here");
        assertThatThrownBy(() -> items(Dataset.jsonl(line))).hasMessageContaining("line 1: the line is longer than");
    }

    @Test
    void saysWhichByteIsNotUtf8() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(file, "id,input\n1,gr\u00FCn\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> items(Dataset.csv(file)))
                .isInstanceOfSatisfying(
                        DatasetException.class, e -> assertThat(e.line()).isEqualTo(2))
                .hasMessageContaining("byte 13 of the file is not valid UTF-8");
    }

    @Test
    void findsMalformedBytesFarBehindTheFirstChunkAndAtTheEnd() throws IOException {
        byte[] good = "{\"id\":\"1\",\"input\":\"ü\"}\n".repeat(2_000).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = java.util.Arrays.copyOf(good, good.length + 1);
        bytes[good.length] = (byte) 0xC3;
        Path file = folder.resolve("cut.jsonl");
        Files.write(file, bytes);

        assertThatThrownBy(() -> items(Dataset.jsonl(file)))
                .hasMessageContaining("line 2001: byte " + good.length + " of the file");
    }

    @Test
    void recognisesUtf16() throws IOException {
        Path file = folder.resolve("wide.jsonl");
        Files.write(file, "\uFEFF{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_16LE));

        assertThatThrownBy(() -> items(Dataset.jsonl(file))).hasMessageContaining("looks like UTF-16");
    }

    @Test
    void errorsOfJsonNameTheLineAndQuoteNothing() throws IOException {
        assertThatThrownBy(
                        () -> items(Dataset.jsonl(file("a.jsonl", "{\"id\":\"1\",\"input\":\"s\"}\n{\"id\":secret}"))))
                .hasMessageContaining("a.jsonl, line 2: it is not valid JSON at column")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> items(Dataset.jsonl(file("b.jsonl", "[1]"))))
                .hasMessageContaining("not a JSON object");
        assertThatThrownBy(() -> items(Dataset.jsonl(file("c.jsonl", "{\"id\":\"1\",\"id\":\"2\",\"input\":\"\"}"))))
                .hasMessageContaining("line 1: it is not valid JSON");
        assertThatThrownBy(() -> items(Dataset.jsonl(file("d.jsonl", "{\"id\":\"1\"}"))))
                .hasMessageContaining("line 1: there is no \"input\"");
        assertThatThrownBy(() -> items(Dataset.jsonl(file("e.jsonl", "{\"id\":\" \",\"input\":\"x\"}"))))
                .hasMessageContaining("line 1: id must not be blank");
    }

    @Test
    void refusesIdsThatComeTwice() {
        Dataset twice = Dataset.of("twice", List.of(Item.of("a", "1"), Item.of("b", "2"), Item.of("a", "3")));

        assertThatThrownBy(twice::version).hasMessageContaining("items 1 and 3 have the same id \"a\"");
    }

    @Test
    void tellsManyIdsApart() {
        Dataset many = numbered(50_000);

        assertThat(many.version().items()).isEqualTo(50_000);
    }

    @Test
    void missingFilesAreAnErrorWithTheirName() {
        assertThatThrownBy(() -> items(Dataset.jsonl(folder.resolve("none.jsonl"))))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("none.jsonl");
        assertThatThrownBy(() -> items(Dataset.csv(file("empty.csv", "")))).hasMessageContaining("the file is empty");
    }

    @Test
    void samplesTheSameItemsEachTimeAndMostlyTheSameWhenTheSetGrows() {
        Dataset sample = numbered(1_000).sample(100, 42);
        List<Item> drawn = items(sample);

        assertThat(drawn).hasSize(100).isEqualTo(items(sample));
        assertThat(drawn).isNotEqualTo(items(numbered(1_000).sample(100, 43)));
        assertThat(items(numbered(1_100).sample(100, 42)).stream()
                        .filter(drawn::contains)
                        .count())
                .isGreaterThan(75);
        assertThat(items(numbered(5).sample(100, 1))).hasSize(5);
        assertThat(items(numbered(5).sample(0, 1))).isEmpty();
    }

    @Test
    void filtersSlicesAndLimitsUnderNamesThatSaySo() {
        Dataset set = numbered(10);

        assertThat(items(set.slice("parity", "odd").limit(2)))
                .extracting(Item::id)
                .containsExactly("1", "3");
        assertThat(set.slice("parity", "odd").limit(2).name()).isEqualTo("numbers/parity=odd/first-2");
        assertThat(set.limit(3).named("few").name()).isEqualTo("few");
    }

    @Test
    void hashesKeepHalvesOfSurrogatePairsApart() {
        assertThat(ContentHash.of(Item.of("1", "\uD800"))).isNotEqualTo(ContentHash.of(Item.of("1", "?")));
        assertThat(ContentHash.of(Item.of("1", "ab", "c"))).isNotEqualTo(ContentHash.of(Item.of("1", "a", "bc")));
    }

    private static Dataset numbered(int count) {
        return Dataset.of(
                "numbers",
                IntStream.range(0, count)
                        .mapToObj(i -> Item.builder(String.valueOf(i), "What is " + i + "?")
                                .fields(Map.of("parity", i % 2 == 0 ? "even" : "odd"))
                                .build())
                        .toList());
    }

    private static List<Item> items(Dataset dataset) {
        try (Stream<Item> items = dataset.stream()) {
            return items.toList();
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
