package dev.llmops.lucene;

import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;

/** The stop words and stemmers of Lucene for each {@link IndexLanguage}. */
final class LanguageRules {
    private LanguageRules() {}

    static CharArraySet stopWords(IndexLanguage language) {
        return switch (language) {
            case ENGLISH -> EnglishAnalyzer.getDefaultStopSet();
            case GERMAN -> GermanAnalyzer.getDefaultStopSet();
            case FRENCH -> FrenchAnalyzer.getDefaultStopSet();
            case SPANISH -> SpanishAnalyzer.getDefaultStopSet();
            case ITALIAN -> ItalianAnalyzer.getDefaultStopSet();
            case PORTUGUESE -> PortugueseAnalyzer.getDefaultStopSet();
            case ANY -> CharArraySet.EMPTY_SET;
        };
    }

    static TokenStream stems(IndexLanguage language, TokenStream words) {
        return switch (language) {
            case ENGLISH -> new PorterStemFilter(words);
            case GERMAN -> new GermanLightStemFilter(new GermanNormalizationFilter(words));
            case FRENCH -> new FrenchLightStemFilter(words);
            case SPANISH -> new SpanishLightStemFilter(words);
            case ITALIAN -> new ItalianLightStemFilter(words);
            case PORTUGUESE -> new PortugueseLightStemFilter(words);
            case ANY -> words;
        };
    }
}
