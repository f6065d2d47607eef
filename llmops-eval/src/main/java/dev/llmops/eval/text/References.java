package dev.llmops.eval.text;

import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Require;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reference texts of a corpus: for each segment one or more. Immutable.
 *
 * <p>A reference may be missing, which is null; an empty text is a reference like others.
 */
public final class References {
    private final List<List<String>> segments;

    private References(List<List<String>> segments) {
        this.segments = segments;
    }

    /** {@return one reference for each segment} */
    public static References of(List<String> references) {
        return ofStreams(List.of(references));
    }

    /**
     * {@return the references of each segment, in the order of the segments}
     *
     * @param references for each segment its references, of which at least one is not null
     */
    public static References ofSegments(List<? extends List<? extends @Nullable String>> references) {
        List<List<String>> segments = new ArrayList<>(references.size());
        for (List<? extends @Nullable String> segment : Require.nonNull(references, "references")) {
            segments.add(present(segment, segments.size()));
        }
        return new References(segments);
    }

    /**
     * {@return references as files hold them: the first reference of every segment, the second of every segment, …}
     *
     * @param streams at least one; all have as many texts as there are segments, null where there is none
     */
    public static References ofStreams(List<? extends List<? extends @Nullable String>> streams) {
        Require.that(!Require.nonNull(streams, "streams").isEmpty(), "streams", "streams must have at least one");
        int size = streams.get(0).size();
        for (int i = 1; i < streams.size(); i++) {
            int found = streams.get(i).size();
            Require.that(
                    found == size,
                    "streams",
                    "reference stream " + i + " must have " + size + " segments as the first one has, had " + found);
        }
        List<List<String>> segments = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            List<@Nullable String> segment = new ArrayList<>(streams.size());
            for (List<? extends @Nullable String> stream : streams) {
                segment.add(stream.get(i));
            }
            segments.add(present(segment, i));
        }
        return new References(segments);
    }

    private static List<String> present(List<? extends @Nullable String> references, int segment) {
        List<String> present = new ArrayList<>(references.size());
        for (String reference : references) {
            if (reference != null) {
                present.add(reference);
            }
        }
        if (present.isEmpty()) {
            throw new InvalidInputException(
                    "references", "segment " + segment + " (from 0) must have a reference, has none");
        }
        return List.copyOf(present);
    }

    /** {@return how many segments there are} */
    public int size() {
        return segments.size();
    }

    /** {@return the references of {@code segment}, counted from 0, without those that are missing} */
    public List<String> of(int segment) {
        return segments.get(segment);
    }

    /** {@return how many references each segment has, {@code var} if that differs} */
    public String count() {
        if (segments.isEmpty()) {
            return "0";
        }
        int first = segments.get(0).size();
        return segments.stream().allMatch(segment -> segment.size() == first) ? String.valueOf(first) : "var";
    }

    /** Shows sizes only. */
    @Override
    public String toString() {
        return "References[" + size() + " segments, " + count() + " each]";
    }
}
