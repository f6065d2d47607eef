package dev.llmops.core.text;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The words that the typographic rules for English rest on. */
final class EnglishWords {
    /** Words that tell English from its neighbours. */
    private static final Set<String> TELLING = words(
            "the and of is that it you for with are this was have not but they "
                    + "from which would there their what when will can should your been has were than these because about into "
                    + "some could other then its only how our if we does did be he she his her them my it's don't i'm that's");

    /** Words that tell other languages from English. */
    private static final Set<String> FOREIGN = words("le la les des et est une un que qui dans pour pas sur avec sont "
            + "vous nous il elle ce du au der die das und ist nicht ein eine mit den dem auf sich von für zu sind wird "
            + "el los las del por con para una como más pero o os da das em não um uma com che di non per della sono "
            + "het een van dat niet en op te zijn og er det som på til av att och det jest nie się na że to w z i");

    /** Words that are never written twice in a row on purpose. */
    private static final Set<String> NEVER_DOUBLED = words(
            "the a an and of to for with from by at as or but the my our "
                    + "your their its is has have this are was were be can could should would will into than because if when while we they");

    /** Words that are common at the beginning of a sentence. */
    private static final Set<String> STARTERS =
            words("the this that these those it they we you he she there here in on "
                    + "at for from with by as if when while because since after before although though however therefore "
                    + "moreover furthermore also then so but and or yet what why how where who which whether each every all some "
                    + "many most both another one first second third finally next please make sure use try let do don't not no "
                    + "yes your my our their his her its a an to once until unless instead overall additionally similarly "
                    + "otherwise meanwhile usually often sometimes always never only just even still now today can could should "
                    + "would will may might must is are was were have has had does did");

    /** Starters that no other language has, for the first word of a text. */
    private static final Set<String> CLEAR_STARTERS = words("the this these those there they what when how you we it "
            + "here because with your however if which why please");

    /** What ends with a full stop without ending a sentence; without that stop. */
    private static final Set<String> ABBREVIATIONS =
            words("mr mrs ms dr prof st vs etc cf al approx ca no nos fig figs "
                    + "eq sec ch vol pp ed eds est inc ltd co corp jr sr gen col lt sgt rev hon gov sen rep dept univ min max "
                    + "avg jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun ex incl excl resp viz op "
                    + "art para ref tel ext misc");

    /** What follows "i" when it is a person. */
    private static final Set<String> AFTER_I = words("am was have had will would can could should must may might do "
            + "did don't didn't can't won't think thought know knew need want wanted like liked love hope believe feel "
            + "felt see saw guess mean say said went go got get tried try wish wonder really just also never always "
            + "understand recommend suggest see agree");

    /** Words before which "a" is a name, as in "vitamin a enhances". */
    private static final Set<String> NAMED_BY_LETTER =
            words("vitamin option hepatitis type group class grade plan part "
                    + "point section team appendix exhibit figure variable matrix vector set node item step level series unit "
                    + "column row case answer choice from between either influenza site serie company firm product");

    /** Words after "a" that show it to be a name. */
    private static final Set<String> AFTER_NAMED = words("and are is in if as at or of on also except e.g i.e after "
            + "above always affects equals occurs exists into over under");

    /** The beginnings of words that start with a vowel letter and a consonant sound. */
    private static final String[] CONSONANT_SOUNDS = {
        "one", "once", "eu", "ewe", "oui", "uni", "unani", "use", "usu", "ut", "ur"
    };

    /** What is always written with a capital, in small letters. */
    private static final Set<String> NAMES = words("monday tuesday wednesday thursday friday saturday sunday january "
            + "february april june july september october november december english german spanish italian portuguese "
            + "russian japanese chinese korean dutch swedish norwegian danish finnish greek hungarian european american "
            + "british african asian canadian australian mexican brazilian indian");

    /** What is no word without its apostrophe, with it. */
    private static final Map<String, String> APOSTROPHES = Map.ofEntries(
            entry("dont", "don't"),
            entry("doesnt", "doesn't"),
            entry("didnt", "didn't"),
            entry("isnt", "isn't"),
            entry("arent", "aren't"),
            entry("wasnt", "wasn't"),
            entry("werent", "weren't"),
            entry("couldnt", "couldn't"),
            entry("wouldnt", "wouldn't"),
            entry("shouldnt", "shouldn't"),
            entry("hasnt", "hasn't"),
            entry("havent", "haven't"),
            entry("hadnt", "hadn't"),
            entry("youre", "you're"),
            entry("theyre", "they're"),
            entry("youve", "you've"),
            entry("theyve", "they've"));

    private EnglishWords() {}

    private static Set<String> words(String list) {
        return Arrays.stream(list.split(" ", -1)).collect(Collectors.toUnmodifiableSet());
    }

    /** {@return how the small-lettered {@code word} is spelt: with its capital, with its apostrophe} */
    static String spelling(String word) {
        if (NAMES.contains(word)) {
            return Character.toUpperCase(word.charAt(0)) + word.substring(1);
        }
        return APOSTROPHES.getOrDefault(word, word);
    }

    static boolean isTelling(String word) {
        return TELLING.contains(word);
    }

    static boolean isForeign(String word) {
        return FOREIGN.contains(word);
    }

    static boolean isNeverDoubled(String word) {
        return NEVER_DOUBLED.contains(word);
    }

    static boolean isStarter(String word) {
        return STARTERS.contains(word);
    }

    static boolean isClearStarter(String word) {
        return CLEAR_STARTERS.contains(word);
    }

    static boolean isAbbreviation(String word) {
        return word.length() == 1 || ABBREVIATIONS.contains(word);
    }

    static boolean followsPersonalI(String word) {
        return AFTER_I.contains(word);
    }

    /** {@return whether "a" between the two words is the article} */
    static boolean isArticle(String before, String after) {
        return !NAMED_BY_LETTER.contains(before) && !AFTER_NAMED.contains(after);
    }

    /** {@return whether the small-lettered {@code word} surely begins with a vowel sound} */
    static boolean beginsWithVowel(String word) {
        if (word.length() < 3) {
            return false;
        }
        for (String beginning : CONSONANT_SOUNDS) {
            if (word.startsWith(beginning)) {
                return false;
            }
        }
        char first = word.charAt(0);
        return first == 'a'
                || first == 'e'
                || first == 'i'
                || first == 'o'
                || word.startsWith("un")
                || word.startsWith("up");
    }

    /** {@return whether the small-lettered {@code word} surely begins with a consonant sound} */
    static boolean beginsWithConsonant(String word) {
        return word.length() >= 3 && "bcdfgjklmnpqrstvwz".indexOf(word.charAt(0)) >= 0 && hasVowel(word);
    }

    private static boolean hasVowel(String word) {
        // Letter names take "an" (an mri), and a word without vowels may be spelt out.
        for (int i = 1; i < Math.min(3, word.length()); i++) {
            if ("aeiouy".indexOf(word.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
