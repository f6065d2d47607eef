package dev.llmops.remote.huggingface;

import java.util.List;

/** Holds back the end of a text while it may be the beginning of a text at which the answer ends. Used by one thread. */
final class StopTail {
    private final List<String> stops;
    private String held = "";

    StopTail(List<String> stops) {
        this.stops = stops;
    }

    /** {@return what can be passed on, now that {@code more} has come} */
    String add(String more) {
        String all = held + more;
        int keep = 0;
        for (String stop : stops) {
            keep = Math.max(keep, overlap(all, stop));
        }
        held = all.substring(all.length() - keep);
        return all.substring(0, all.length() - keep);
    }

    /** {@return the length of the longest beginning of {@code stop} with which {@code text} ends} */
    private static int overlap(String text, String stop) {
        int length = Math.min(text.length(), stop.length());
        while (length > 0 && !text.endsWith(stop.substring(0, length))) {
            length--;
        }
        return length;
    }

    /** {@return what is left at the end, without the text that ended the answer if one did} */
    String rest(boolean stopped) {
        String left = held;
        held = "";
        if (stopped) {
            for (String stop : stops) {
                if (left.endsWith(stop)) {
                    return left.substring(0, left.length() - stop.length());
                }
            }
        }
        return left;
    }
}
