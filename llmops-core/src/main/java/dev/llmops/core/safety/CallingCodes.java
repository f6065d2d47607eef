package dev.llmops.core.safety;

import java.util.StringTokenizer;

/** The country calling codes of ITU-T E.164, and how long numbers are under them. */
final class CallingCodes {
    /** The most digits a number has in all, its calling code included. */
    static final int MOST_DIGITS = 15;

    private static final boolean[] ASSIGNED = assigned("""
            1 7 20 27 30-34 36 39-41 43-49 51-58 60-66 81 82 84 86 90-95 98 211-213 216 218 220-258 260-269 290 291 297-299
            350-359 370-383 385-387 389 420 421 423 500-509 590-599 670 672-692 800 808 850 852 853 855 856 880 886 960-968
            970-977 979 992-996 998""");

    private CallingCodes() {}

    /** {@return the calling code that the digits of a group begin with, from {@code offset} on; 0 if there is none} */
    static int codeAt(DigitCluster cluster, int group, int offset) {
        int code = 0;
        for (int i = offset; i < Math.min(cluster.size(group), offset + 3); i++) {
            code = code * 10 + cluster.digit(group, i);
            if (ASSIGNED[code]) {
                return code;
            }
            if (code == 0) {
                return 0;
            }
        }
        return 0;
    }

    /** {@return the number of digits of a calling code} */
    static int digits(int code) {
        return code < 10 ? 1 : code < 100 ? 2 : 3;
    }

    /** {@return the most digits that numbers under a calling code have, the code included} */
    static int mostDigits(int code) {
        return switch (code) {
            case 45, 47, 65 -> 10;
            case 1, 7, 31, 32, 33, 34, 41, 48, 61, 972 -> 11;
            case 44, 46, 52, 54, 81, 82, 90, 91 -> 12;
            case 39, 43, 49, 55, 86 -> 13;
            default -> MOST_DIGITS;
        };
    }

    private static boolean[] assigned(String ranges) {
        boolean[] assigned = new boolean[1000];
        StringTokenizer tokens = new StringTokenizer(ranges);
        while (tokens.hasMoreTokens()) {
            String range = tokens.nextToken();
            int dash = range.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
            for (int code = first; code <= last; code++) {
                assigned[code] = true;
            }
        }
        return assigned;
    }
}
