package dev.llmops.eval.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.eval.Item;
import dev.llmops.eval.dataset.Columns;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.eval.dataset.DatasetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetDatasetTest {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message row {
              required int64 id;
              required binary input (STRING);
              optional group references (LIST) { repeated group list { optional binary element (STRING); } }
              optional group relevant (MAP) { repeated group key_value {
                required binary key (STRING); required int32 value; } }
              optional binary level (STRING);
              optional int32 day (DATE);
            }
            """);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = CompressionCodecName.class,
            names = {"UNCOMPRESSED", "SNAPPY", "ZSTD"})
    void readsWhatWasWritten(CompressionCodecName codec) throws IOException {
        Group full = new SimpleGroup(SCHEMA).append("id", 7L).append("input", "Wie heißt „𝄞“?");
        Group references = full.addGroup("references");
        references.addGroup("list").append("element", "Violinschlüssel");
        references.addGroup("list").append("element", "G-Schlüssel");
        full.addGroup("relevant").addGroup("key_value").append("key", "d1").append("value", 2);
        full.append("level", "easy").append("day", 20_000);
        Path file = write(List.of(full, new SimpleGroup(SCHEMA).append("id", 8L).append("input", "")), codec);

        assertThat(items(ParquetDataset.of(file)))
                .containsExactly(
                        Item.builder("7", "Wie heißt „𝄞“?")
                                .references(List.of("Violinschlüssel", "G-Schlüssel"))
                                .relevant(Map.of("d1", 2))
                                .fields(Map.of("level", "easy", "day", "2024-10-04"))
                                .build(),
                        Item.of("8", ""));
    }

    @Test
    void readsTimesOfTwelveBytes() throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType(
                "message row { required binary id (STRING); required binary input (STRING); optional int96 at; }");
        Group known = new SimpleGroup(schema).append("id", "known").append("input", "");
        // 2017-01-01 10:20:30.000000007 by hand: 37230000000007 nanoseconds, and day 2457755 is 0x25809B.
        byte[] bytes = HexFormat.of().parseHex("07ccec48dc210000" + "9b802500");
        known.add("at", Binary.fromConstantByteArray(bytes));
        Group early = new SimpleGroup(schema)
                .append("id", "early")
                .append("input", "")
                .append("at", new NanoTime(2_440_587, 86_399_999_999_999L));
        Group none = new SimpleGroup(schema).append("id", "none").append("input", "");

        List<Item> items =
                items(ParquetDataset.of(write(schema, List.of(known, early, none), CompressionCodecName.SNAPPY)));

        assertThat(items)
                .extracting(item -> item.fields().get("at"))
                .containsExactly("2017-01-01T10:20:30.000000007Z", "1969-12-31T23:59:59.999999999Z", null);
    }

    @Test
    void readsFilesOfArrowThatArePackedWithGzip() throws IOException {
        Path file = folder.resolve("arrow.parquet");
        try (InputStream in = ParquetDatasetTest.class.getResourceAsStream("arrow-gzip.parquet")) {
            Files.copy(Objects.requireNonNull(in), file);
        }

        assertThat(items(ParquetDataset.of(file)))
                .containsExactly(
                        Item.builder("a", "Wer?")
                                .references(List.of("Ann", "Anna"))
                                .relevant(Map.of("d1", 1))
                                .fields(Map.of("level", "easy", "score", "0.5"))
                                .build(),
                        Item.builder("b", "Wo?").fields(Map.of("score", "2.0")).build());
    }

    @Test
    void hasTheVersionOfTheSameItemsInAnotherFormat() throws IOException {
        Path file = write(rows(100), CompressionCodecName.SNAPPY);
        Path lines = Files.writeString(
                folder.resolve("same.jsonl"),
                String.join(
                        "\n",
                        IntStream.range(0, 100)
                                .mapToObj(i -> "{\"id\":\"" + i + "\",\"input\":\"question " + i + "\"}")
                                .toList()));

        assertThat(ParquetDataset.of(file).version())
                .isEqualTo(Dataset.jsonl(lines).version());
    }

    @Test
    void errorsNameFileAndRow() throws IOException {
        Path file = write(rows(2), CompressionCodecName.UNCOMPRESSED);

        assertThatThrownBy(() -> items(ParquetDataset.of(
                        file, Columns.builder().input("question").build())))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("set.parquet, line 1: there is no \"question\"");
    }

    @Test
    void whatIsNoParquetIsAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("x.parquet"), "id,input\n1,2\n");
        Path whole = write(rows(1_000), CompressionCodecName.UNCOMPRESSED);
        Path cut = folder.resolve("cut.parquet");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(whole), 500));

        assertThatThrownBy(() -> items(ParquetDataset.of(file)))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("cannot be opened as Parquet");
        assertThatThrownBy(() -> items(ParquetDataset.of(cut))).isInstanceOf(DatasetException.class);
        assertThatThrownBy(() -> items(ParquetDataset.of(folder.resolve("none"))))
                .isInstanceOf(DatasetException.class);
    }

    private static List<Group> rows(int count) {
        return IntStream.range(0, count)
                .<Group>mapToObj(
                        i -> new SimpleGroup(SCHEMA).append("id", (long) i).append("input", "question " + i))
                .toList();
    }

    private Path write(List<Group> rows, CompressionCodecName codec) throws IOException {
        return write(SCHEMA, rows, codec);
    }

    private Path write(MessageType schema, List<Group> rows, CompressionCodecName codec) throws IOException {
        Path file = folder.resolve("set.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .withCompressionCodec(codec)
                .build()) {
            for (Group row : rows) {
                writer.write(row);
            }
        }
        return file;
    }

    private static List<Item> items(Dataset dataset) {
        try (Stream<Item> items = dataset.stream()) {
            return items.toList();
        }
    }
}
