package dev.llmops.core.citation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A text with markers, and the same text without them.
 *
 * <p>Holds three texts: what the model wrote; what is shown, where unknown numbers are gone; and
 * the bare text without any marker, which is what sentences are found in.
 */
final class MarkedText {
    private final String shown;
    private final String bare;
    private final int[] shownAt;
    private final int[] shownOfOriginal;
    private final List<Marker> markers;
    private final List<Integer> bareAt;
    private final Set<Integer> unknown;

    private MarkedText(Reading reading) {
        this.shown = reading.shown.toString();
        this.bare = reading.bare.toString();
        this.shownAt = reading.shownAt;
        this.shownOfOriginal = reading.shownOfOriginal;
        this.markers = reading.markers;
        this.bareAt = reading.bareAt;
        this.unknown = reading.unknown;
    }

    /**
     * {@return the text, taken apart}
     *
     * @param text what the model wrote
     * @param passages how many passages there are to refer to
     */
    static MarkedText of(String text, int passages) {
        Reading reading = new Reading(text, passages);
        int position = 0;
        for (Marker marker : Marker.in(text)) {
            reading.copy(position, marker.start());
            reading.mark(marker);
            position = marker.end();
        }
        reading.copy(position, text.length());
        reading.shownOfOriginal[text.length()] = reading.shown.length();
        return new MarkedText(reading);
    }

    /** {@return the text with unknown numbers taken out} */
    String shown() {
        return shown;
    }

    /** {@return the text without markers and the blanks before them} */
    String bare() {
        return bare;
    }

    /** {@return the markers that are shown, with their places in the shown text} */
    List<Marker> markers() {
        return markers;
    }

    /** {@return where marker {@code index} would stand in the bare text} */
    int bareAt(int index) {
        return bareAt.get(index);
    }

    /** {@return the numbers that were taken out, in ascending order} */
    Set<Integer> unknown() {
        return unknown;
    }

    /** {@return where the bare character at {@code index} stands in the shown text} */
    int toShown(int index) {
        return shownAt[index];
    }

    /** {@return where a place of the original text is in the shown text} */
    int originalToShown(int index) {
        return shownOfOriginal[Math.min(index, shownOfOriginal.length - 1)];
    }

    /** Builds the texts from left to right. */
    private static final class Reading {
        private final String text;
        private final int passages;
        private final StringBuilder shown = new StringBuilder();
        private final StringBuilder bare = new StringBuilder();
        private final int[] shownAt;
        private final int[] shownOfOriginal;
        private final List<Marker> markers = new ArrayList<>();
        private final List<Integer> bareAt = new ArrayList<>();
        private final Set<Integer> unknown = new TreeSet<>();

        private Reading(String text, int passages) {
            this.text = text;
            this.passages = passages;
            this.shownAt = new int[text.length()];
            this.shownOfOriginal = new int[text.length() + 1];
        }

        private void copy(int start, int end) {
            for (int i = start; i < end; i++) {
                shownAt[bare.length()] = shown.length();
                shownOfOriginal[i] = shown.length();
                shown.append(text.charAt(i));
                bare.append(text.charAt(i));
            }
        }

        private void mark(Marker marker) {
            for (int i = marker.start(); i < marker.end(); i++) {
                shownOfOriginal[i] = shown.length();
            }
            List<Integer> known = marker.numbers().stream()
                    .filter(number -> number >= 1 && number <= passages)
                    .toList();
            marker.numbers().stream().filter(number -> !known.contains(number)).forEach(unknown::add);
            dropBlanks(bare);
            if (known.isEmpty()) {
                dropBlanks(shown);
                return;
            }
            bareAt.add(bare.length());
            int start = shown.length();
            boolean whole = known.size() == marker.numbers().size();
            shown.append(whole ? text.substring(marker.start(), marker.end()) : Marker.render(known));
            markers.add(new Marker(start, shown.length(), known));
        }

        private static void dropBlanks(StringBuilder text) {
            int length = text.length();
            while (length > 0 && (text.charAt(length - 1) == ' ' || text.charAt(length - 1) == '\t')) {
                length--;
            }
            text.setLength(length);
        }
    }
}
