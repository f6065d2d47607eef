package dev.llmops.api.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;

/** Words written with a full stop that need not end a sentence, in some European languages. */
final class Abbreviations {
    /** What a full stop after a word means. */
    enum Kind {
        /** The word always goes on with something, as a title does. */
        NEVER_ENDS,
        /** A number follows, as after {@code p.}; before anything else it is an ordinary word. */
        BEFORE_NUMBER,
        /** It ends the sentence only before a word that usually begins one. */
        MAY_END,
        /** Not an abbreviation that is known. */
        ORDINARY
    }

    /** No abbreviation in the tables is longer than this. */
    static final int LONGEST = 12;

    private static final String NEVER_ENDS = """
            mr mrs ms mx dr drs prof mme mlle messrs mmes supt dña dott dipl dhr mevr e.g eg i.e ie vs cf viz approx
            bzw z.b d.h bspw vgl sog evtl ggf inkl exkl zzgl einschl insb gem resp p.ex bijv d.w.z m.a.w o.g s.o s.u
            т.е им см ул tzn np""";

    private static final String BEFORE_NUMBER = """
            no nos nr nrs n° nº núm num p pp pg pág pag pages s vol vols ch chap sec sect art arts par para eq eqs
            fig figs tab abb abs kap bd ziff ref refs op min max ver v tel ext jan feb mar apr jun jul aug sep sept
            oct nov dec okt dez mär стр рис""";

    private static final String MAY_END = """
            inc ltd co corp llc plc bros jr sr sra sig esq ave blvd rd st sts ft dept univ assn al etc usw ed eds
            hrsg gen sen rep gov capt cpt lt col sgt cpl maj cmdr rev hon pres amb insp brig adm mt hr fr ing mio
            mrd tsd std apt hwy pkwy ste incl excl avg geb mind lt gmbh est ph др г гг гр руб тыс млн млрд""";

    private static final Map<String, Kind> KINDS = kinds();

    /** Words that begin a sentence far more often than they go on with a name. */
    private static final Set<String> STARTERS = words("""
            a after all also although an and another any as at because before both but by can could did do does during
            each even every few finally first for from had has have he her here his how however i if in is it its i'm
            i've i'll it's he's she's let many maybe more most my neither never next no nobody nor not nothing now of
            often on once one only or other our out over perhaps please she should since so some someone soon still
            such that the their them then there these they this those though through thus to today together tomorrow
            under unless until we we're were what when where whether which while who whose why will with without would
            yes yesterday yet you your
            der die das dem den des ein eine einer er sie es wir ihr ich und aber doch wenn als dann danach deshalb dies
            diese dieser dieses jedoch im am auf mit nach seit von vor zu zum zur wer wie wo warum heute
            le la les un une il elle ils elles nous vous et mais ce cette ces dans pour avec quand où qui el los las él
            ella ellos y pero este esta en con para por cuando lo gli uno lei loro noi ma questo questa nel per quando
            het een hij zij wij maar deze""");

    /** What follows an ordinal that is written with a full stop, as in German {@code 3. März}. */
    private static final Set<String> AFTER_ORDINAL = words("""
            januar jänner februar märz april mai juni juli august september oktober november dezember januari februari
            maart mei augustus jan feb mär apr jun jul aug sep sept okt nov dez jahrhundert jahrhunderts klasse platz
            stock tag woche""");

    /** What stands before an ordinal that is written with a full stop, as in German {@code am 3.}. */
    private static final Set<String> BEFORE_ORDINAL =
            words("am der dem den die das des im vom zum zur beim seit ab bis zu");

    private Abbreviations() {}

    /** {@return what a full stop after {@code word} means; the word is in lower case, without the stop} */
    static Kind kindOf(String word) {
        return KINDS.getOrDefault(word, Kind.ORDINARY);
    }

    /** {@return whether {@code word}, in lower case, usually begins a sentence} */
    static boolean beginsSentence(String word) {
        return STARTERS.contains(word);
    }

    /** {@return whether a number with a full stop between these words, in lower case, is an ordinal} */
    static boolean isOrdinalBetween(String before, String after) {
        return AFTER_ORDINAL.contains(after) || BEFORE_ORDINAL.contains(before);
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new HashMap<>();
        words(MAY_END).forEach(word -> kinds.put(word, Kind.MAY_END));
        words(BEFORE_NUMBER).forEach(word -> kinds.put(word, Kind.BEFORE_NUMBER));
        words(NEVER_ENDS).forEach(word -> kinds.put(word, Kind.NEVER_ENDS));
        return Map.copyOf(kinds);
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        StringTokenizer tokens = new StringTokenizer(text);
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        return Set.copyOf(words);
    }
}
