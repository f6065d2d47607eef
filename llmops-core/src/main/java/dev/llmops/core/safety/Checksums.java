package dev.llmops.core.safety;

/** Check digits. */
final class Checksums {
    private Checksums() {}

    /** {@return whether the digits of some groups have a valid check digit by Luhn (ISO/IEC 7812-1)} */
    static boolean luhn(DigitCluster cluster, int firstGroup, int lastGroup) {
        int sum = 0;
        boolean twice = false;
        for (int group = lastGroup; group >= firstGroup; group--) {
            for (int i = cluster.size(group) - 1; i >= 0; i--) {
                int digit = cluster.digit(group, i);
                int value = twice ? digit * 2 : digit;
                sum += value > 9 ? value - 9 : value;
                twice = !twice;
            }
        }
        return sum % 10 == 0;
    }

    /** {@return the remainder by 97 after one more character of an account number (ISO 7064, MOD 97-10)} */
    static int mod97(int remainder, int value) {
        return (value < 10 ? remainder * 10 + value : remainder * 100 + value) % 97;
    }
}
