package dev.llmops.core.text;

import dev.llmops.api.Require;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Joins tokens to the text they were cut from.
 *
 * <p>Pieces of subword models join exactly: {@code ##} continues a word (WordPiece), {@code ▁} and
 * {@code Ġ} stand for the blank before one (SentencePiece, byte-level BPE). Words and marks of a word
 * tokenizer are joined by the customs of English: marks lean on the word they belong to, straight quotes
 * open and close in turn, contractions and compounds become whole again. Where a model's own decoder is at
 * hand, that one is exact and this one a good guess. Safe for concurrent use.
 */
public final class Detokenizer {
    private static final Detokenizer STANDARD = new Detokenizer();

    private static final String CLOSING = ".,;:!?)]}%…”’»›";
    private static final String OPENING = "([{“‘«‹„‚$£€¥¿¡#@~";
    private static final String LINKING = "-/_\\‐‑";
    private static final Set<String> CLITICS = Set.of(
            "'s", "'m", "'re", "'ve", "'ll", "'d", "'t", "n't", "’s", "’m", "’re", "’ve", "’ll", "’d", "’t", "n’t");
    private static final Set<String> ELIDED = Set.of("y'", "y’", "d'", "d’", "o'", "o’", "l'", "l’");

    private Detokenizer() {}

    /** {@return the joiner of tokens} */
    public static Detokenizer standard() {
        return STANDARD;
    }

    /** {@return the text of which {@code tokens} are the parts, in order} */
    public String join(List<String> tokens) {
        Require.nonNull(tokens, "tokens");
        for (String token : tokens) {
            if (token.indexOf('▁') >= 0 || token.startsWith("Ġ")) {
                return joinPieces(tokens);
            }
        }
        return new Joiner(tokens).join();
    }

    private static String joinPieces(List<String> tokens) {
        String joined =
                String.join("", tokens).replace('▁', ' ').replace('Ġ', ' ').replace('Ċ', '\n');
        return joined.startsWith(" ") ? joined.substring(1) : joined;
    }

    /** One text being joined. */
    private static final class Joiner {
        private final List<String> tokens;
        private final StringBuilder text = new StringBuilder();
        private boolean glued = true;
        private boolean inDouble;
        private boolean inSingle;
        private boolean inCode;

        Joiner(List<String> tokens) {
            this.tokens = tokens;
        }

        String join() {
            for (int i = 0; i < tokens.size(); i++) {
                add(i, tokens.get(i));
            }
            return text.toString();
        }

        private void add(int i, String token) {
            if (token.isEmpty()) {
                return;
            }
            if (token.isBlank()) {
                text.append(token);
                glued = true;
                return;
            }
            boolean continues =
                    token.startsWith("##") && token.length() > 2 && Character.isLetterOrDigit(token.charAt(2));
            String word = continues ? token.substring(2) : token;
            boolean left = continues;
            boolean right = false;
            switch (word) {
                case "\"" -> {
                    left |= inDouble || isInch(i);
                    right = !left;
                    inDouble = right;
                }
                case "``" -> right = true;
                case "''" -> left = true;
                case "`" -> {
                    left |= inCode;
                    right = !inCode;
                    inCode = right;
                }
                case "'" -> {
                    if (isApostrophe(i)) {
                        left = true;
                        right = true;
                        break;
                    }
                    boolean possessive = !inSingle && isPossessive(i);
                    left |= inSingle || possessive;
                    right = !left;
                    inSingle = right;
                }
                default -> {
                    left |= leansLeft(i, word);
                    right = leansRight(i, word);
                }
            }
            if (!glued && !left) {
                text.append(' ');
            }
            text.append(word);
            glued = right;
        }

        private boolean leansLeft(int i, String token) {
            char first = token.charAt(0);
            if (consistsOf(token, CLOSING) || CLITICS.contains(token.toLowerCase(Locale.ROOT))) {
                return true;
            }
            if (isLink(i, token)) {
                return true;
            }
            if (first == '€' || first == '°' || first == '¢') {
                return endsInDigit(before(i)) && !beginsWithDigit(after(i)) && !hasLetters(token.substring(1));
            }
            return isCutWord(before(i).toLowerCase(Locale.ROOT), token.toLowerCase(Locale.ROOT));
        }

        private boolean leansRight(int i, String token) {
            if (isLink(i, token) || isWithinNumber(i, token) || ELIDED.contains(token.toLowerCase(Locale.ROOT))) {
                return true;
            }
            boolean opening = consistsOf(token, OPENING) || (token.endsWith("$") && token.length() <= 3);
            if (!opening || after(i).isEmpty()) {
                return false;
            }
            char last = token.charAt(token.length() - 1);
            boolean sign = "$£€¥~".indexOf(last) >= 0;
            boolean label = last == '#' || last == '@';
            return sign ? startsNumber(after(i)) : !label || Character.isLetterOrDigit(after(i).charAt(0));
        }

        /** {@return whether the token is a hyphen or slash between two parts of one word} */
        private boolean isLink(int i, String token) {
            return token.length() == 1
                    && LINKING.contains(token)
                    && endsInWord(before(i))
                    && !after(i).isEmpty()
                    && Character.isLetterOrDigit(after(i).charAt(0));
        }

        /** {@return whether the mark stands within a decimal, a grouped number or a time} */
        private boolean isWithinNumber(int i, String token) {
            String before = before(i);
            String after = after(i);
            if (token.length() != 1 || !isNumber(before) || !isNumber(after)) {
                return false;
            }
            return switch (token.charAt(0)) {
                case '.' -> before.length() < 4;
                case ',' -> before.length() < 4 && after.length() == 3;
                case ':' -> before.length() < 3 && after.length() == 2;
                default -> false;
            };
        }

        /** {@return whether the straight quote is the apostrophe of a contraction that was cut in three} */
        private boolean isApostrophe(int i) {
            String after = after(i).toLowerCase(Locale.ROOT);
            boolean clock = before(i).equalsIgnoreCase("o") && after.equals("clock");
            return !inSingle && endsInWord(before(i)) && (clock || CLITICS.contains("'" + after));
        }

        private static boolean isNumber(String token) {
            return !token.isEmpty() && token.chars().allMatch(c -> c >= '0' && c <= '9');
        }

        private static boolean isCutWord(String before, String token) {
            return switch (token) {
                case "not" -> before.equals("can");
                case "na" -> before.equals("gon") || before.equals("wan");
                case "ta" -> before.equals("got");
                case "nt" ->
                    Set.of("do", "does", "did", "ca", "wo", "is", "are", "was", "were", "could", "would", "should")
                            .contains(before);
                default -> false;
            };
        }

        private boolean isInch(int i) {
            return !inDouble && endsInDigit(before(i)) && !occursLater("\"", i);
        }

        private boolean isPossessive(int i) {
            String before = before(i);
            boolean plural = before.endsWith("s") || before.endsWith("S");
            return plural && !occursLater("'", i);
        }

        private boolean occursLater(String token, int i) {
            int until = Math.min(tokens.size(), i + 200);
            return tokens.subList(i + 1, until).contains(token);
        }

        private String before(int i) {
            return i == 0 ? "" : tokens.get(i - 1);
        }

        private String after(int i) {
            return i + 1 == tokens.size() ? "" : tokens.get(i + 1);
        }

        private static boolean consistsOf(String token, String characters) {
            return token.chars().allMatch(c -> characters.indexOf(c) >= 0);
        }

        private static boolean endsInWord(String token) {
            return !token.isEmpty() && Character.isLetterOrDigit(token.charAt(token.length() - 1));
        }

        private static boolean endsInDigit(String token) {
            return !token.isEmpty() && Character.isDigit(token.charAt(token.length() - 1));
        }

        private static boolean beginsWithDigit(String token) {
            return !token.isEmpty() && Character.isDigit(token.charAt(0));
        }

        private static boolean startsNumber(String token) {
            return beginsWithDigit(token)
                    || (token.length() > 1 && token.charAt(0) == '.' && Character.isDigit(token.charAt(1)));
        }

        private static boolean hasLetters(String token) {
            return token.length() > 1 && token.chars().allMatch(Character::isLetter);
        }
    }
}
