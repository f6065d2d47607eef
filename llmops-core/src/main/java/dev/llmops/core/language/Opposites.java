package dev.llmops.core.language;

/** Terms that exclude each other, such as those of "open" and "closed". */
public final class Opposites {
    private static final String[] DENYING = {"un", "non", "in", "im", "ir", "il", "dis"};
    private static final int SHORTEST_REST = 3;

    private Opposites() {}

    /** {@return whether two terms stand on different sides of one scale} */
    public static boolean areOpposite(String one, String other) {
        int[] first = Vocabulary.sides(one);
        if (first.length == 0) {
            return false;
        }
        int[] second = Vocabulary.sides(other);
        for (int i = 0; i < first.length; i += 2) {
            for (int j = 0; j < second.length; j += 2) {
                if (first[i] == second[j] && first[i + 1] != second[j + 1]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** {@return whether one term is the other with a prefix that denies it, as in "unopened"} */
    public static boolean isPrefixedDenial(String one, String other) {
        return denies(one, other) || denies(other, one);
    }

    private static boolean denies(String longer, String shorter) {
        int prefix = longer.length() - shorter.length();
        if (prefix < 2 || prefix > 3 || shorter.length() < SHORTEST_REST || !longer.endsWith(shorter)) {
            return false;
        }
        for (String denying : DENYING) {
            if (denying.length() == prefix && longer.startsWith(denying)) {
                return true;
            }
        }
        return false;
    }
}
