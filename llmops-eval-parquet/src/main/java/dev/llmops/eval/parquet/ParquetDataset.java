package dev.llmops.eval.parquet;

import dev.llmops.api.Require;
import dev.llmops.eval.Item;
import dev.llmops.eval.dataset.Columns;
import dev.llmops.eval.dataset.Dataset;
import dev.llmops.eval.dataset.DatasetException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The items of a Parquet file. Immutable, safe for concurrent use.
 *
 * <p>Columns may be texts, numbers, booleans, lists, maps and structures; {@link Columns} says what they mean, and a
 * {@code relevant} column may be a list of ids or a map of grades. Binary columns must hold UTF-8. Reading takes memory
 * for one row group of the file.
 *
 * <p>For the class path only. On the module path Java does not start: "Modules parquet.column and parquet.encoding export
 * package org.apache.parquet.column.values.bitpacking to module parquet.floor", since the jars of Parquet share packages.
 * An application of modules can have the file converted by a program on the class path, with {@link #writeJsonl}.
 */
public final class ParquetDataset implements Dataset {
    private final Path file;
    private final Columns columns;

    private ParquetDataset(Path file, Columns columns) {
        this.file = file;
        this.columns = columns;
    }

    /** {@return the items of {@code file}, whose columns are named as {@link Columns#standard} says} */
    public static ParquetDataset of(Path file) {
        return of(file, Columns.standard());
    }

    /** {@return the items of {@code file}} */
    public static ParquetDataset of(Path file, Columns columns) {
        return new ParquetDataset(Require.nonNull(file, "file"), Require.nonNull(columns, "columns"));
    }

    @Override
    public String name() {
        Path last = file.getFileName();
        return last == null ? file.toString() : last.toString();
    }

    @Override
    public Stream<Item> stream() {
        ParquetRows rows = ParquetRows.open(file, columns);
        return StreamSupport.stream(rows, false).onClose(() -> {
            try {
                rows.close();
            } catch (UncheckedIOException e) {
                throw DatasetException.of(file.toString(), "the file cannot be closed.", e);
            }
        });
    }

    /** Shows the file. */
    @Override
    public String toString() {
        return "Dataset[" + file + "]";
    }
}
