package dev.llmops.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.LimitTokenCountFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Turns texts into the terms of each {@link TextField}. Safe for concurrent use. */
final class TextAnalysis extends AnalyzerWrapper {
    /** Words of questions that say how something is asked and not what about. */
    private static final String QUESTION_WORDS =
            "how what when where which who whom whose why do does did can could should would may might must has have had"
                    + " am been being i me my we us our you your he she his her please tell show give find explain"
                    + " describe list about get any some";

    private final Map<String, Analyzer> fields = new LinkedHashMap<>();
    private final Set<String> questionStems;

    TextAnalysis(IndexLanguage language) {
        super(PER_FIELD_REUSE_STRATEGY);
        for (TextField field : TextField.values()) {
            fields.put(field.field(), new FieldAnalyzer(field, language));
        }
        this.questionStems = language == IndexLanguage.ENGLISH
                ? Set.copyOf(terms(TextField.TEXT, QUESTION_WORDS).keySet())
                : Set.of();
    }

    @Override
    protected Analyzer getWrappedAnalyzer(String fieldName) {
        Analyzer analyzer = fields.get(fieldName);
        if (analyzer == null) {
            throw new IllegalStateException("No analyzer for field " + fieldName);
        }
        return analyzer;
    }

    /** {@return the terms of {@code text} in a field, in the order of their first use, with how often they occur} */
    Map<String, Integer> terms(TextField field, String text) {
        Map<String, Integer> terms = new LinkedHashMap<>();
        try (TokenStream stream = tokenStream(field.field(), text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.merge(term.toString(), 1, Integer::sum);
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return terms;
    }

    /** {@return whether a stem says how something is asked and not what about} */
    boolean isQuestionStem(String stem) {
        return questionStems.contains(stem);
    }

    @Override
    public void close() {
        super.close();
        fields.values().forEach(Analyzer::close);
    }

    /** The chain of one field. */
    private static final class FieldAnalyzer extends Analyzer {
        private final TextField field;
        private final IndexLanguage language;

        FieldAnalyzer(TextField field, IndexLanguage language) {
            this.field = field;
            this.language = language;
        }

        @Override
        protected TokenStreamComponents createComponents(String fieldName) {
            WordTokenizer words = new WordTokenizer(form());
            TokenStream terms = new LowerCaseFilter(words);
            if (field == TextField.EXACT) {
                return new TokenStreamComponents(words, new StopFilter(terms, LanguageRules.stopWords(language)));
            }
            // Folding comes after stemming, which knows the letters of its language.
            terms = new ASCIIFoldingFilter(
                    LanguageRules.stems(language, new StopFilter(terms, LanguageRules.stopWords(language))));
            return new TokenStreamComponents(
                    words,
                    switch (field) {
                        case LEAD -> new LimitTokenCountFilter(terms, TextField.LEAD_WORDS);
                        case PAIR -> new PairFilter(terms);
                        default -> terms;
                    });
        }

        private WordTokenizer.Form form() {
            return switch (field) {
                case EXACT -> WordTokenizer.Form.CODE;
                case PAIR -> WordTokenizer.Form.PARTS;
                default -> WordTokenizer.Form.WORDS_AND_PARTS;
            };
        }
    }
}
