package dev.llmops.eval.text;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.Require;
import dev.llmops.eval.python.PythonText;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The synonyms of English words, from WordNet 3.0. Immutable; safe for concurrent use.
 *
 * <p>The data are not part of this library. They come from the artifact {@code net.sf.extjwnl:extjwnl-data-wn30:1.2},
 * which holds the original files, or from a directory of such files. Loading takes a fraction of a second and 8 MB;
 * load once and share.
 *
 * <p>Fellbaum (ed.), "WordNet: An Electronic Lexical Database" (1998).
 */
public final class WordNet {
    private static final String RESOURCES = "net/sf/extjwnl/data/wordnet/wn30/";

    private final WordNetTable table;
    private final WordNetForms forms;

    private WordNet(WordNetTable table, WordNetForms forms) {
        this.table = table;
        this.forms = forms;
    }

    /**
     * {@return WordNet from the class path or module path of this library}
     *
     * @throws ConfigurationException if the artifact with the data is not there or damaged
     */
    public static WordNet load() {
        ClassLoader own = WordNet.class.getClassLoader();
        return load(own == null ? ClassLoader.getSystemClassLoader() : own);
    }

    /**
     * {@return WordNet from the resources that {@code loader} sees}
     *
     * @throws ConfigurationException if the artifact with the data is not there or damaged
     */
    public static WordNet load(ClassLoader loader) {
        Require.nonNull(loader, "loader");
        return load(
                file -> {
                    InputStream in = loader.getResourceAsStream(RESOURCES + file);
                    if (in == null) {
                        throw new FileNotFoundException(RESOURCES + file);
                    }
                    return in;
                },
                "Cannot read WordNet 3.0 from the class path. Add the dependency net.sf.extjwnl:extjwnl-data-wn30:1.2; on"
                        + " the module path also --add-modules extjwnl.data.wn30.");
    }

    /**
     * {@return WordNet from a directory with the files {@code data.noun}, {@code noun.exc} and so on}
     *
     * @throws ConfigurationException if one of them is missing or damaged
     */
    public static WordNet from(Path directory) {
        Require.nonNull(directory, "directory");
        return load(
                file -> Files.newInputStream(directory.resolve(file)),
                "Cannot read WordNet from " + directory + ". It must have the files data.* and *.exc of version 3.0.");
    }

    private static WordNet load(Source source, String failure) {
        try {
            // Nouns are two thirds of it all: as much work as everything else together.
            CompletableFuture<WordNetSenses> nouns =
                    CompletableFuture.supplyAsync(() -> senses(source, WordNetPart.NOUN));
            List<WordNetSenses> parts = new ArrayList<>();
            List<Map<String, List<String>>> exceptions = new ArrayList<>();
            for (WordNetPart part : WordNetPart.ALL) {
                exceptions.add(exceptions(source, part));
                if (!part.equals(WordNetPart.NOUN)) {
                    parts.add(senses(source, part));
                }
            }
            parts.add(WordNetPart.NOUN.place(), nouns.join());
            WordNetTable table = WordNetTable.of(parts);
            return new WordNet(table, new WordNetForms(table, exceptions));
        } catch (UncheckedIOException e) {
            throw new ConfigurationException(failure, e.getCause());
        } catch (CompletionException e) {
            throw new ConfigurationException(failure, unwrapped(e));
        }
    }

    private static @Nullable Throwable unwrapped(CompletionException e) {
        return e.getCause() instanceof UncheckedIOException io ? io.getCause() : e.getCause();
    }

    private static WordNetSenses senses(Source source, WordNetPart part) {
        try (InputStream in = source.open(part.dataFile())) {
            return WordNetSenses.read(part.dataFile(), in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<String>> exceptions(Source source, WordNetPart part) {
        try (InputStream in = source.open(part.exceptionFile())) {
            return exceptions(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return base forms by irregular form; a line is a form and its bases, with blanks between} */
    private static Map<String, List<String>> exceptions(InputStream in) throws IOException {
        Map<String, List<String>> bases = new HashMap<>();
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            List<String> words = PythonText.split(line);
            if (words.size() > 1) {
                bases.put(words.get(0), List.copyOf(words.subList(1, words.size())));
            }
        }
        return bases;
    }

    /**
     * {@return the single words that share a synonym set with a base form of {@code word}, by code point}
     *
     * <p>Names keep their case, as {@code Paris} does; {@code word} itself is looked up in lower case. Empty if WordNet
     * does not know the word.
     */
    public SortedSet<String> synonyms(String word) {
        SortedSet<String> synonyms = new TreeSet<>();
        for (int id : synonymIds(Require.nonNull(word, "word"))) {
            synonyms.add(table.names().name(id));
        }
        return Collections.unmodifiableSortedSet(synonyms);
    }

    /** {@return the numbers of the synonyms of {@code word}, ascending} */
    int[] synonymIds(String word) {
        String lower = PythonText.lower(word);
        IntStream.Builder found = IntStream.builder();
        for (WordNetPart part : WordNetPart.ALL) {
            for (String form : forms.of(lower, part)) {
                table.neighbours(form, part, found);
            }
        }
        int[] ids = found.build().filter(table.names()::isWord).toArray();
        Arrays.sort(ids);
        return IntStream.of(ids).distinct().toArray();
    }

    /** {@return the number of {@code name}, which is spelled exactly so; negative if there is none} */
    int id(String name) {
        return table.names().id(name);
    }

    /** Opens the files of WordNet. */
    @FunctionalInterface
    private interface Source {
        InputStream open(String file) throws IOException;
    }
}
