package dev.llmops.onnx.grammar;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** A model without sense: it writes any token that fits, and likes to end texts and structures more than not. */
final class RandomModel {
    private final SyntheticVocabulary tokens;
    private final Random random;

    RandomModel(SyntheticVocabulary tokens, long seed) {
        this.tokens = tokens;
        this.random = new Random(seed);
    }

    /** {@return a text of at most {@code most} tokens and the shortest ending, in bytes} */
    byte[] write(GrammarConstraint constraint, int most) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < most; i++) {
            if (constraint.mustEnd() || (constraint.mayEnd() && random.nextInt(3) == 0)) {
                constraint.accept(tokens.end());
                return text.toByteArray();
            }
            int token = random.nextInt(4) == 0 ? structural(constraint) : any(constraint.allowed());
            constraint.accept(token);
            text.writeBytes(tokens.bytes(token));
        }
        for (int token : constraint.shortestEnding()) {
            constraint.accept(token);
            text.writeBytes(tokens.bytes(token));
        }
        constraint.accept(tokens.end());
        return text.toByteArray();
    }

    /** A token of JSON's structure or a digit, if one fits. */
    private int structural(GrammarConstraint constraint) {
        for (int tries = 0; tries < 10; tries++) {
            int token = random.nextInt(3) == 0
                    ? "\"}],:{[0123456789\\".charAt(random.nextInt(18))
                    : 256 + random.nextInt(80);
            if (token < tokens.size() && constraint.allows(token)) {
                return token;
            }
        }
        return any(constraint.allowed());
    }

    private int any(long[] allowed) {
        int count = 0;
        for (long word : allowed) {
            count += Long.bitCount(word);
        }
        if (count == 0) {
            throw new AssertionError("nothing fits and the text may not end");
        }
        int choice = random.nextInt(count);
        for (int i = 0; ; i++) {
            int here = Long.bitCount(allowed[i]);
            if (choice < here) {
                long word = allowed[i];
                for (int skipped = 0; skipped < choice; skipped++) {
                    word &= word - 1;
                }
                return i * 64 + Long.numberOfTrailingZeros(word);
            }
            choice -= here;
        }
    }
}
