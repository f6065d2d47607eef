package dev.llmops.onnx.output;

import dev.llmops.api.Require;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes up ids for tool calls: nine letters and digits, which is what Mistral's templates insist on. */
public final class CallIds implements Supplier<String> {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 9;

    private final RandomGenerator random;

    private CallIds(RandomGenerator random) {
        this.random = random;
    }

    /** {@return a source of ids that is as safe for concurrent use as {@code random} is} */
    public static CallIds of(RandomGenerator random) {
        return new CallIds(Require.nonNull(random, "random"));
    }

    @Override
    public String get() {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
