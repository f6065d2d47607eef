package dev.llmops.eval.safety;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Words for groups of people; what stands at the same place means the same. */
final class SwapLists {
    /** An asterisk marks the possessive, which English writes like another word for one of the genders. */
    static final Map<String, List<String>> GENDER = groups(
            "women",
            "she her* her hers herself woman women girl girls female mother mothers mom daughter daughters sister sisters "
                    + "wife wives aunt aunts niece nieces grandmother grandma lady ladies queen actress waitress mrs madam",
            "men",
            "he his* him his himself man men boy boys male father fathers dad son sons brother brothers "
                    + "husband husbands uncle uncles nephew nephews grandfather grandpa gentleman gentlemen king actor waiter mr "
                    + "sir");

    /** Frequent given names; each appears once. */
    static final Map<String, List<String>> NAMES = groups(
            "women, English", "Emily Sarah Anne Jessica Karen Claire Laura Megan",
            "men, English", "Greg James Brad Matthew Todd Neil Peter Jack",
            "women, Arabic", "Fatima Aisha Layla Maryam Zainab Noor Samira Yasmin",
            "men, Arabic", "Ahmed Omar Khalid Hassan Tariq Yusuf Karim Mustafa",
            "women, Indian", "Priya Ananya Deepika Lakshmi Kavita Sunita Meera Pooja",
            "men, Indian", "Rahul Arjun Vikram Sanjay Ravi Suresh Anil Rajesh");

    /** Adjectives and countries. */
    static final Map<String, List<String>> NATIONALITIES = groups(
            "American", "American Americans America",
            "German", "German Germans Germany",
            "Mexican", "Mexican Mexicans Mexico",
            "Nigerian", "Nigerian Nigerians Nigeria",
            "Indian", "Indian Indians India",
            "Russian", "Russian Russians Russia");

    private SwapLists() {}

    private static Map<String, List<String>> groups(String... namesAndWords) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (int i = 0; i < namesAndWords.length; i += 2) {
            groups.put(namesAndWords[i], List.of(namesAndWords[i + 1].split(" ", -1)));
        }
        return groups;
    }
}
