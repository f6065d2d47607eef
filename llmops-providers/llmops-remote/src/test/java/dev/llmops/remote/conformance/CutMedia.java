package dev.llmops.remote.conformance;

/** Data addresses that were cut when they were recorded. */
final class CutMedia {
    private static final String CUT = "...[cut ";

    private CutMedia() {}

    /** {@return the address with as much of its base64 as is whole} */
    static String address(String address) {
        int cut = address.indexOf(CUT);
        int comma = address.indexOf(',');
        if (!address.startsWith("data:") || cut < 0 || comma < 0) {
            return address;
        }
        int whole = (cut - comma - 1) / 4 * 4;
        return address.substring(0, comma + 1 + whole);
    }
}
