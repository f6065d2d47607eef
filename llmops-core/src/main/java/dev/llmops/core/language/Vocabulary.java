package dev.llmops.core.language;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Forms, synonyms, opposites and numerals of English that rules for endings cannot know.
 *
 * <p>Kept to words that mean the same in nearly every text; what depends on the subject is missing
 * on purpose.
 */
final class Vocabulary {
    /** Base form first, then its other forms. */
    private static final String FORMS = """
            arise arose arisen, arrive arrival arrivals, bear bore borne, begin began begun, bind bound,
            blow blew blown, break broke broken breakage, bring brought, build built, burn burnt, buy bought,
            catch caught, child children, choose chose chosen choice choices, come came, deal dealt,
            decide decision decisions, deep depth, deliver delivery deliveries, deny denial, depart departure,
            dig dug, do done did, draw drew drawn, drink drank drunk, drive drove driven, eat ate eaten,
            fail failure failures, fall fell fallen, fee fees, feed fed, fight fought, find found,
            fly flew flown flight, foot feet, forbid forbade forbidden, forget forgot forgotten,
            freeze froze frozen, get got gotten, give gave given, go went gone goes, grow grew grown growth,
            hang hung, hear heard, hide hid hidden, high height, hold held, keep kept, know knew known, lay laid,
            lead led, leave left, lend lent, lose lost loss losses, long length, maintain maintenance, make made,
            man men, mean meant meaning, meet met, pay paid payment payments, person people persons,
            prove proven proof, receive receipt receipts, repay repaid, ride rode ridden, ring rang rung,
            rise rose risen, run ran, see saw seen, seek sought, sell sold sale sales, send sent,
            shake shook shaken, show shown, shrink shrank shrunk, sing sang sung, sink sank sunk, sit sat,
            sleep slept, speak spoke spoken, spend spent, stand stood, steal stole stolen theft, stick stuck,
            strong strength, swear swore sworn, swim swam swum, take took taken, teach taught, tear tore torn,
            tell told, think thought, throw threw thrown, tooth teeth, understand understood, wake woke woken,
            wear wore worn, weigh weight weights, wide width, win won, woman women, write wrote written,
            advise advice, analyse analysis analyses analyze, die dead death deaths, store storage stored storing,
            use usage, warm warmth, remove removal, approve approval approvals, refuse refusal, propose proposal,
            renew renewal, try trial trials, behave behaviour behavior, locate location locations,
            install installation, permit permission permissions permitted, notify notification,
            measure measurement measurements, replace replacement, require requirement, explain explanation,
            apply application, certify certificate certificates, vary variation, occur occurrence,
            enter entry entries entrance, exit exits, compare comparison, young youth, accurate accuracy,
            able ability, available availability, safe safety, sure surety, poor poverty
            """;

    /** Words that may stand for each other; the first one stands for all. */
    private static final String SYNONYMS = """
            rise increase grow climb, fall decrease decline drop reduce, finish complete, begin start commence,
            buy purchase, allow permit authorise authorize, need require, maximum max highest, minimum min lowest,
            cost price, send ship dispatch, repair fix mend, employee staff personnel, holiday vacation,
            telephone phone, big large, small little, quick fast rapid swift, construct build, film movie,
            car automobile, doctor physician, child kid, forbid prohibit ban disallow,
            stop cease, help assist, show display, answer reply respond, choose select pick, begin initiate,
            show indicate, error mistake, job task, happen occur, illness sickness disease, ill sick, money cash,
            rubbish garbage trash waste, get receive obtain, computer pc laptop, centre center, metre meter,
            litre liter, colour color, organisation organization, programme program, organise organize,
            licence license, defence defense, mobile cellphone handset, replace substitute swap, shut close,
            ask request, inform notify tell, important significant, annual yearly, email mail,
            worker labourer, check inspect examine, change modify alter, delete remove erase, meet encounter, type kind sort, area region zone, permission consent, fee charge,
            clean wash, dangerous hazardous,
            danger hazard, night overnight, usual normal, street road, discover find, distant far, examine review
            """;

    /** Words that exclude each other, as two sides. */
    private static final String OPPOSITES = """
            rise increase grow climb gain/fall decrease decline drop reduce shrink lose, open/close shut,
            allow permit accept/forbid prohibit ban refuse reject deny disallow, begin start/end finish stop,
            maximum/minimum, more/less fewer, before/after, above over/below under, high/low, big large/small,
            long/short, early/late, first/last, hot warm/cold cool, fast quick/slow, enable/disable, on/off,
            free/charge cost pay, include/exclude, success succeed/fail, buy/sell, arrive/depart leave, win/lose,
            strong/weak, old/new young, safe/dangerous unsafe, public/private, internal/external, inside/outside,
            left/right, north/south, east/west, same/different, true/false, pass/fail, import/export,
            upload/download, send/receive, mandatory compulsory obligatory/optional voluntary, temporary/permanent,
            full/empty, wet/dry, light/dark heavy, married/single, alive/dead, add/remove, lock/unlock,
            connect/disconnect, approve/reject, male/female, most/least, best/worst, better/worse,
            indoors/outdoors, day/night, upper/lower, top/bottom, front/back, hire/dismiss fire, legal/illegal,
            valid/invalid, daily/weekly/monthly/yearly annually/hourly/quarterly, oldest/newest youngest,
            largest biggest/smallest, longest/shortest, highest/lowest, morning/afternoon/evening/night,
            spring/summer/autumn/winter
            """;

    private static final String[] SMALL_NUMERALS = {
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen"
    };
    private static final String[] TENS = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
    private static final String[] ORDINALS = {
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth"
    };

    private static final Map<String, String> BASE_FORMS = baseForms();
    private static final Map<String, String> CONCEPTS = concepts();
    private static final Map<String, int[]> SIDES = sides();
    private static final Map<String, Integer> NUMERALS = numerals();
    private static final Map<String, Integer> ORDINAL_NUMERALS = ordinals();

    private Vocabulary() {}

    /** {@return the form a dictionary would list {@code word} under, if that is not plain from its ending} */
    static String baseForm(String word) {
        return BASE_FORMS.getOrDefault(word, word);
    }

    /** {@return the stem that stands for {@code stem} and its synonyms} */
    static String concept(String stem) {
        return CONCEPTS.getOrDefault(stem, stem);
    }

    /** {@return pairs of scale and side on which {@code stem} stands; empty if it has no opposite} */
    static int[] sides(String stem) {
        return SIDES.getOrDefault(stem, new int[0]);
    }

    /** {@return the number that {@code word} spells} */
    static Optional<Integer> numeral(String word) {
        return Optional.ofNullable(NUMERALS.get(word));
    }

    /** {@return the rank that {@code word} spells} */
    static Optional<Integer> ordinal(String word) {
        return Optional.ofNullable(ORDINAL_NUMERALS.get(word));
    }

    /** {@return the entries of a table, which stand apart by commas} */
    static List<String> entries(String table) {
        return Arrays.stream(table.split(",", -1)).map(String::strip).toList();
    }

    private static Map<String, String> baseForms() {
        Map<String, String> map = new HashMap<>();
        for (String line : entries(FORMS)) {
            String[] forms = line.split(" ", -1);
            for (String form : forms) {
                map.put(form, forms[0]);
            }
        }
        return Map.copyOf(map);
    }

    private static Map<String, String> concepts() {
        Stemmer stemmer = new Stemmer();
        Map<String, String> map = new HashMap<>();
        for (String line : entries(SYNONYMS)) {
            String[] words = line.split(" ", -1);
            String first = stemmer.stem(words[0]);
            String concept = map.getOrDefault(first, first);
            for (String word : words) {
                map.putIfAbsent(stemmer.stem(word), concept);
            }
        }
        return Map.copyOf(map);
    }

    private static Map<String, int[]> sides() {
        Stemmer stemmer = new Stemmer();
        Map<String, int[]> map = new HashMap<>();
        List<String> scales = entries(OPPOSITES);
        for (int scale = 0; scale < scales.size(); scale++) {
            String[] sides = scales.get(scale).split("/", -1);
            for (int side = 0; side < sides.length; side++) {
                for (String word : sides[side].split(" ", -1)) {
                    int[] more = {scale, side};
                    map.merge(concept(stemmer.stem(baseForm(word))), more, Vocabulary::join);
                }
            }
        }
        return Map.copyOf(map);
    }

    private static int[] join(int[] a, int[] b) {
        int[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    private static Map<String, Integer> numerals() {
        Map<String, Integer> map = new HashMap<>();
        for (int i = 0; i < SMALL_NUMERALS.length; i++) {
            map.put(SMALL_NUMERALS[i], i);
        }
        for (int i = 0; i < TENS.length; i++) {
            map.put(TENS[i], 20 + 10 * i);
        }
        map.put("dozen", 12);
        map.put("hundred", 100);
        map.put("thousand", 1_000);
        map.put("million", 1_000_000);
        map.put("billion", 1_000_000_000);
        return Map.copyOf(map);
    }

    private static Map<String, Integer> ordinals() {
        Map<String, Integer> map = new HashMap<>();
        for (int i = 0; i < ORDINALS.length; i++) {
            map.put(ORDINALS[i], i + 1);
        }
        return Map.copyOf(map);
    }
}
