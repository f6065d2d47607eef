package dev.llmops.core.guarding;

import dev.llmops.api.text.OffsetMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Applies all edits of a text at once.
 *
 * <p>Rulings that overlap are one cut: the union of their stretches is replaced, as the strongest of
 * them says. So nothing that any guard wanted hidden is left over at the edge of another finding.
 */
public final class Edits {
    private final List<Cut> cuts;

    private Edits(List<Cut> cuts) {
        this.cuts = cuts;
    }

    /** {@return the edits that {@code rulings} ask for; those that do not edit are ignored} */
    public static Edits of(List<Ruling> rulings) {
        List<Ruling> sorted = rulings.stream()
                .filter(ruling -> ruling.action().edits() && !ruling.finding().isVerdict())
                .sorted(Ruling.LEFT_TO_RIGHT)
                .toList();
        List<Cut> cuts = new ArrayList<>();
        for (Ruling ruling : sorted) {
            Cut last = cuts.isEmpty() ? null : cuts.get(cuts.size() - 1);
            if (last != null && ruling.finding().start() < last.end) {
                cuts.set(cuts.size() - 1, last.joinedWith(ruling));
            } else {
                cuts.add(new Cut(ruling.finding().start(), ruling.finding().end(), ruling));
            }
        }
        return new Edits(cuts);
    }

    /** {@return whether there is nothing to edit} */
    public boolean isEmpty() {
        return cuts.isEmpty();
    }

    /**
     * {@return {@code text} with its cuts replaced}
     *
     * @param replacement gives what a cut is replaced with, or null to leave it as it is
     */
    public Edited apply(String text, Function<Cut, @Nullable String> replacement) {
        StringBuilder edited = new StringBuilder(text.length());
        OffsetMap.Builder offsets = OffsetMap.builder();
        int from = 0;
        for (Cut cut : cuts) {
            String replaced = replacement.apply(cut);
            if (replaced == null) {
                continue;
            }
            edited.append(text, from, cut.start).append(replaced);
            offsets.kept(cut.start - from).replaced(cut.end - cut.start, replaced.length());
            from = cut.end;
        }
        edited.append(text, from, text.length());
        return new Edited(edited.toString(), offsets.kept(text.length() - from).build());
    }

    /**
     * A stretch that is replaced as one.
     *
     * @param start where it begins
     * @param end where it ends, exclusive
     * @param ruling the strongest of the rulings it is made of
     */
    public record Cut(int start, int end, Ruling ruling) {
        Cut joinedWith(Ruling other) {
            return new Cut(start, Math.max(end, other.finding().end()), ruling.stronger(other));
        }
    }

    /**
     * An edited text.
     *
     * @param text the text
     * @param offsets leads from it to the text before
     */
    public record Edited(String text, OffsetMap offsets) {}
}
