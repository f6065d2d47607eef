package dev.llmops.eval.parquet;

import dev.llmops.eval.Item;
import dev.llmops.eval.dataset.Columns;
import dev.llmops.eval.dataset.DatasetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Reads a file row by row, holding one row group at a time. Not safe for concurrent use. */
final class ParquetRows extends Spliterators.AbstractSpliterator<Item> implements AutoCloseable {
    private final String name;
    private final Columns columns;
    private final ParquetFileReader file;
    private final MessageType schema;
    private final MessageColumnIO layout;
    private @Nullable RecordReader<Group> group;
    private long left;
    private long row;

    private ParquetRows(String name, Columns columns, ParquetFileReader file) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.name = name;
        this.columns = columns;
        this.file = file;
        this.schema = file.getFooter().getFileMetaData().getSchema();
        this.layout = new ColumnIOFactory().getColumnIO(schema);
    }

    static ParquetRows open(Path path, Columns columns) {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new PageCodecs())
                .build();
        try {
            return new ParquetRows(path.toString(), columns, ParquetFileReader.open(new LocalInputFile(path), options));
        } catch (IOException | RuntimeException e) {
            throw DatasetException.of(
                    path.toString(), "the file cannot be opened as Parquet. Check name, permission and format.", e);
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super Item> action) {
        Map<String, @Nullable Object> values;
        try {
            if (!hasNext()) {
                return false;
            }
            row++;
            values = GroupValues.of(next());
        } catch (IllegalArgumentException e) {
            throw DatasetException.of(name, "after row " + row + ": " + e.getMessage() + ".", e);
        } catch (IOException | RuntimeException e) {
            throw DatasetException.of(name, "after row " + row + ": the file is damaged.", e);
        }
        action.accept(columns.item(values, name, row));
        return true;
    }

    private boolean hasNext() throws IOException {
        while (left == 0) {
            PageReadStore pages = file.readNextRowGroup();
            if (pages == null) {
                return false;
            }
            group = layout.getRecordReader(pages, new GroupRecordConverter(schema));
            left = pages.getRowCount();
        }
        return true;
    }

    private Group next() {
        RecordReader<Group> reader = group;
        if (reader == null) {
            throw new IllegalStateException("There is no row group.");
        }
        left--;
        return reader.read();
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
