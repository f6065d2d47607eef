package dev.llmops.onnx.encoder;

import dev.llmops.onnx.EntityAggregation;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes entities of what a recogniser says about tokens.
 *
 * <p>Source: the token-classification pipeline of transformers, whose strategies have the same names. Words are what
 * the tokenizer says they are. Immutable.
 */
public final class EntityWords {
    private final List<EntityTag> tags = new ArrayList<>();
    private final EntityAggregation aggregation;

    /** Makes entities of the given labels. */
    public EntityWords(Labels labels, EntityAggregation aggregation) {
        labels.names().forEach(label -> tags.add(EntityTag.of(label)));
        this.aggregation = aggregation;
    }

    /**
     * {@return what a text names, by position}
     *
     * @param text the tokens of the text, special ones included
     * @param scores the probabilities of the labels, a row for each token that is not special
     */
    public List<Found> find(TokenizedText text, double[][] scores) {
        List<Piece> pieces = pieces(text, scores);
        if (aggregation == EntityAggregation.NONE) {
            return pieces.stream()
                    .filter(piece -> !piece.tag.isOutside() && piece.end > piece.start)
                    .map(piece -> new Found(piece.tag.type(), piece.start, piece.end, piece.score))
                    .toList();
        }
        return joined(pieces);
    }

    private List<Piece> pieces(TokenizedText text, double[][] scores) {
        boolean byToken = aggregation == EntityAggregation.NONE || aggregation == EntityAggregation.SIMPLE;
        List<Piece> pieces = new ArrayList<>();
        int row = 0;
        for (int token = 0; token < text.length(); ) {
            if (text.isSpecial(token)) {
                token++;
                continue;
            }
            int end = token + 1;
            while (!byToken && end < text.length() && text.word(end) == text.word(token)) {
                end++;
            }
            double[] word = word(scores, row, row + end - token);
            int best = Scores.best(word);
            pieces.add(new Piece(tags.get(best), text.start(token), text.end(end - 1), word[best]));
            row += end - token;
            token = end;
        }
        return pieces;
    }

    /** {@return the probabilities of a word, whose tokens have the rows from {@code start} to {@code end}} */
    private double[] word(double[][] scores, int start, int end) {
        double[] result = scores[start].clone();
        for (int row = start + 1; row < end; row++) {
            if (aggregation == EntityAggregation.AVERAGE) {
                for (int i = 0; i < result.length; i++) {
                    result[i] += scores[row][i];
                }
            } else if (aggregation == EntityAggregation.MAX
                    && scores[row][Scores.best(scores[row])] > result[Scores.best(result)]) {
                result = scores[row].clone();
            }
        }
        if (aggregation == EntityAggregation.AVERAGE) {
            for (int i = 0; i < result.length; i++) {
                result[i] /= end - start;
            }
        }
        return result;
    }

    private static List<Found> joined(List<Piece> pieces) {
        List<Found> found = new ArrayList<>();
        List<Piece> open = new ArrayList<>();
        for (Piece piece : pieces) {
            boolean continues = !open.isEmpty()
                    && !piece.tag.begins()
                    && !open.get(open.size() - 1).tag.ends()
                    && piece.tag.type().equals(open.get(0).tag.type());
            if (!continues) {
                close(open, found);
            }
            if (!piece.tag.isOutside()) {
                open.add(piece);
            }
        }
        close(open, found);
        return found;
    }

    private static void close(List<Piece> open, List<Found> found) {
        if (open.isEmpty()) {
            return;
        }
        int start = open.get(0).start;
        int end = open.get(open.size() - 1).end;
        double score = open.stream().mapToDouble(Piece::score).average().orElse(0);
        if (end > start) {
            found.add(new Found(open.get(0).tag.type(), start, end, score));
        }
        open.clear();
    }

    private record Piece(EntityTag tag, int start, int end, double score) {}

    /**
     * Something that a text names.
     *
     * @param type its type, as the labels name it
     * @param start where it begins, in UTF-16 units
     * @param end where it ends, exclusive
     * @param score how sure the model is, in [0, 1]
     */
    public record Found(String type, int start, int end, double score) {}
}
