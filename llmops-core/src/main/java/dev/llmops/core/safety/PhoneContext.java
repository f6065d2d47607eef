package dev.llmops.core.safety;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/** Words that say that a phone number follows. */
final class PhoneContext {
    /** How many characters before a number are searched. */
    static final int REACH = 48;

    private static final int MOST_WORDS = 6;
    private static final int LONGEST_WORD = 16;

    private static final Set<String> WORDS = words("""
            tel tele telephone telephones phone phones phoned phonenumber telno call calls called calling caller
            dial dialed dialled mobile mobiles mob cell cellphone fax faxed whatsapp sms hotline landline pager
            handset handy handynummer mobil mobilfunk mobilnummer telefon telefonnummer telefonisch rufnummer
            durchwahl anrufen telefax ruf téléphone portable appeler appelez teléfono telefono móvil celular
            llamar llame cellulare chiamare telefone telemóvel ligar telefoon mobiel bellen telefonu komórka
            telefonní телефон телефону тел моб звоните звонить τηλέφωνο""");

    private static final String[] EAST_ASIAN = {"电话", "手机", "電話", "手機", "携帯", "전화", "핸드폰", "휴대폰"};

    private PhoneContext() {}

    /** {@return whether one of the last words before {@code start} says that a phone number follows} */
    static boolean precedes(String text, int start) {
        int least = Math.max(0, start - REACH);
        int at = start;
        for (int words = 0; words < MOST_WORDS; words++) {
            while (at > least && !Character.isLetter(text.charAt(at - 1))) {
                at--;
            }
            int end = at;
            boolean eastAsian = false;
            while (at > least && Character.isLetter(text.charAt(at - 1))) {
                eastAsian |= text.charAt(at - 1) >= '\u2E80';
                at--;
            }
            // A word that may go on before what is searched is not judged.
            boolean whole = at > least || at == 0;
            if (eastAsian ? namesPhone(text, at, end) : whole && isPhoneWord(text, at, end)) {
                return true;
            }
            if (at == least) {
                return false;
            }
        }
        return false;
    }

    private static boolean isPhoneWord(String text, int start, int end) {
        int size = end - start;
        return size >= 3
                && size <= LONGEST_WORD
                && WORDS.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
    }

    private static boolean namesPhone(String text, int start, int end) {
        String words = text.substring(start, end);
        for (String word : EAST_ASIAN) {
            if (words.contains(word)) {
                return true;
            }
        }
        return false;
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
