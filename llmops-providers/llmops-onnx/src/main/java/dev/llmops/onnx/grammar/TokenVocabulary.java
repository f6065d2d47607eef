package dev.llmops.onnx.grammar;

import dev.llmops.api.InvalidInputException;
import dev.llmops.onnx.tokens.TokenBytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * The tokens of a model, ordered by their bytes.
 *
 * <p>Immutable and safe for concurrent use. Takes some bytes per token and per common beginning of tokens; make one for
 * a tokenizer and share it.
 */
public final class TokenVocabulary {
    private final byte[][] texts;
    private final Set<Integer> ends;
    private final TokenTree tree;
    private final boolean[] usable = new boolean[256];

    private TokenVocabulary(byte[][] texts, Set<Integer> ends) {
        this.texts = texts;
        this.ends = ends;
        this.tree = TokenTree.of(texts);
        for (byte[] text : texts) {
            if (text.length == 1) {
                usable[text[0] & 0xFF] = true;
            } else if (text.length > 0 && (text[0] & 0xFF) == Markers.EDGE) {
                Markers.allow(text, usable);
            }
        }
    }

    /** {@return the vocabulary of {@code tokens}} Tokens without bytes never fit a grammar. */
    public static TokenVocabulary of(TokenBytes tokens, Set<Integer> ends) {
        return of(tokens, ends, Map.of());
    }

    /**
     * {@return the vocabulary of {@code tokens}}
     *
     * @param tokens the bytes of each token
     * @param ends the tokens that end a text
     * @param markers special tokens that a grammar may ask for by {@link Grammar#marker}, with their texts
     */
    public static TokenVocabulary of(TokenBytes tokens, Set<Integer> ends, Map<Integer, String> markers) {
        byte[][] texts = new byte[tokens.size()][];
        for (int token = 0; token < texts.length; token++) {
            byte[] text = tokens.bytes(token);
            texts[token] = ends.contains(token) || Markers.touches(text) ? new byte[0] : text;
        }
        markers.forEach((token, text) -> {
            if (token < 0 || token >= texts.length) {
                throw new InvalidInputException("markers", "The marker token " + token + " is not in the vocabulary.");
            }
            texts[token] = Markers.bytes(text.getBytes(StandardCharsets.UTF_8));
        });
        return new TokenVocabulary(texts, Set.copyOf(ends));
    }

    /** {@return the number of token ids} */
    public int size() {
        return texts.length;
    }

    /** {@return whether {@code token} ends a text} */
    public boolean isEnd(int token) {
        return ends.contains(token);
    }

    byte[] text(int token) {
        return texts[token];
    }

    TokenTree tree() {
        return tree;
    }

    /** {@return the bytes that can be written wherever they are wanted, since a token consists of each alone} */
    boolean[] usable() {
        return usable.clone();
    }
}
