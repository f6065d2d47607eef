package dev.llmops.core.safety;

import static dev.llmops.core.safety.Characters.isAsciiLetter;
import static dev.llmops.core.safety.Characters.isDigit;

import dev.llmops.api.safety.Tier;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * International bank account numbers (ISO 13616): structure by country and the check by MOD 97-10.
 *
 * <p>Single blanks or dashes may stand between groups. Written in small letters throughout, a number
 * is strong, not certain.
 */
final class Ibans {
    /** The most separators in one number. */
    private static final int MOST_SEPARATORS = 12;

    /**
     * What follows the check digits, by country: counts of n digits, a capital letters, c both.
     *
     * <p>Source: the IBAN registry of ISO 13616.
     */
    private static final String STRUCTURES = """
            AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n BR23n1a1c BY4c4n16c CH5n12c CR18n
            CY8n16c CZ20n DE18n DJ23n DK14n DO4c20n EE16n EG25n ES20n FI14n FK2a12n FO14n FR10n11c2n GB4a14n GE2a16n
            GI4a15c GL14n GR7n16c GT4c20c HR17n HU24n IE4a14n IL19n IQ4a15n IS22n IT1a10n12c JO4a4n18c KW4a22c KZ3n13c
            LB4n20c LC4a24c LI5n12c LT16n LU3n13c LV4a13c LY21n MC10n11c2n MD20c ME18n MK3n10c2n MN16n MR23n MT4a5n18c
            MU4a19n3a NI4a20n NL4a10n NO11n OM3n16c PK4a16c PL24n PS4a21c PT21n QA4a21c RO4a16c RS18n RU14n15c SA2n18c
            SC4a20n3a SD14n SE20n SI15n SK20n SM1a10n12c SO19n ST21n SV4a20n TL19n TN20n TR6n16c UA6n19c VA18n VG4a16n
            XK16n YE4a4n18c""";

    private static final Map<String, String> BY_COUNTRY = byCountry();

    private Ibans() {}

    /** Notes the account number whose check digits begin at {@code digits}, if there is one. */
    static void find(String text, int digits, Candidates candidates) {
        String structure = structureAt(text, digits);
        if (structure == null) {
            return;
        }
        int at = digits + 2;
        int separators = 0;
        int remainder = 0;
        boolean small = Character.isLowerCase(text.charAt(digits - 1));
        boolean capital = !small;
        for (int i = 0; i < structure.length(); i++) {
            int next = skipSeparator(text, at);
            separators += next - at;
            if (next >= text.length()
                    || separators > MOST_SEPARATORS
                    || !fits(text.charAt(next), structure.charAt(i))) {
                return;
            }
            char c = text.charAt(next);
            small |= c >= 'a' && c <= 'z';
            capital |= c >= 'A' && c <= 'Z';
            remainder = Checksums.mod97(remainder, valueOf(c));
            at = next + 1;
        }
        for (int i = digits - 2; i < digits + 2; i++) {
            remainder = Checksums.mod97(remainder, valueOf(text.charAt(i)));
        }
        boolean ends = at == text.length() || !Characters.isWord(text.charAt(at));
        if (ends && remainder == 1 && !(small && capital)) {
            candidates.add(
                    Candidates.Kind.IBAN_CODE,
                    digits - 2,
                    at,
                    capital ? Tier.VALIDATED : Tier.STRONG,
                    capital ? 1.0 : 0.5,
                    "check digits");
        }
    }

    /** {@return where what may become an account number ends that would have its check digits at {@code digits}} */
    static int reach(String text, int digits) {
        String structure = structureAt(text, digits);
        if (structure == null) {
            return -1;
        }
        int at = digits + 2;
        for (int i = 0; i < structure.length(); i++) {
            int next = skipSeparator(text, at);
            if (next >= text.length() || !isAlphanumeric(text.charAt(next))) {
                return Math.min(text.length(), at + 1);
            }
            at = next + 1;
        }
        return at;
    }

    private static @Nullable String structureAt(String text, int digits) {
        boolean shaped = digits >= 2
                && digits + 1 < text.length()
                && isAsciiLetter(text.charAt(digits - 1))
                && isAsciiLetter(text.charAt(digits - 2))
                && isDigit(text.charAt(digits + 1))
                && (digits == 2 || !Characters.isWord(text.charAt(digits - 3)));
        return shaped ? BY_COUNTRY.get(text.substring(digits - 2, digits)) : null;
    }

    private static int skipSeparator(String text, int at) {
        boolean separated = at + 1 < text.length()
                && (Characters.isBlank(text.charAt(at)) || Characters.isDash(text.charAt(at)))
                && isAlphanumeric(text.charAt(at + 1));
        return separated ? at + 1 : at;
    }

    private static boolean fits(char c, char kind) {
        return switch (kind) {
            case 'n' -> isDigit(c);
            case 'a' -> isAsciiLetter(c);
            default -> isAlphanumeric(c);
        };
    }

    private static boolean isAlphanumeric(char c) {
        return isDigit(c) || isAsciiLetter(c);
    }

    private static int valueOf(char c) {
        return isDigit(c) ? Characters.valueOf(c) : (c | 0x20) - 'a' + 10;
    }

    private static Map<String, String> byCountry() {
        Map<String, String> structures = new HashMap<>();
        StringTokenizer tokens = new StringTokenizer(STRUCTURES);
        while (tokens.hasMoreTokens()) {
            String token = tokens.nextToken();
            String country = token.substring(0, 2);
            StringBuilder structure = new StringBuilder();
            int count = 0;
            for (int i = 2; i < token.length(); i++) {
                char c = token.charAt(i);
                if (isDigit(c)) {
                    count = count * 10 + Characters.valueOf(c);
                } else {
                    structure.append(String.valueOf(c).repeat(count));
                    count = 0;
                }
            }
            structures.put(country, structure.toString());
            structures.put(country.toLowerCase(Locale.ROOT), structure.toString());
        }
        return Map.copyOf(structures);
    }
}
