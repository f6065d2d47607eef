package dev.llmops.onnx.tokens;

import dev.llmops.onnx.ModelDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The vocabulary of a tokenizer: texts, bytes and special tokens by id.
 *
 * <p>Read from {@code tokenizer.json}; needs no native library. Added tokens take the place of those of the same id. A
 * special token has no bytes; an added token that is not special has those of its text. Immutable and safe for
 * concurrent use.
 */
public final class TokenTable implements TokenBytes {
    private static final byte[] NOTHING = {};

    private final String[] texts;
    private final byte[][] bytes;
    private final BitSet special = new BitSet();
    private final Map<String, Integer> addedIds = new HashMap<>();
    private final List<AddedToken> added;
    private final DecoderSteps steps;
    private final int size;

    private TokenTable(TokenizerFile file, int size) {
        this.steps = DecoderSteps.of(file);
        this.added = List.copyOf(file.added());
        int known = 0;
        for (int id : file.vocabulary().keySet()) {
            known = Math.max(known, id + 1);
        }
        for (AddedToken token : added) {
            known = Math.max(known, token.id() + 1);
        }
        this.size = Math.max(size, known);
        this.texts = new String[known];
        this.bytes = new byte[known][];
        Arrays.fill(texts, "");
        Arrays.fill(bytes, NOTHING);
        file.vocabulary().forEach((id, text) -> put(id, text));
        added.forEach(this::put);
    }

    private void put(int id, String text) {
        texts[id] = text;
        bytes[id] = steps.bytes(text);
    }

    private void put(AddedToken token) {
        put(token.id(), token.content());
        addedIds.put(token.content(), token.id());
        if (token.special()) {
            special.set(token.id());
            bytes[token.id()] = NOTHING;
        }
    }

    /**
     * {@return the vocabulary of a file}
     *
     * @throws ModelDirectoryException if the file is missing, damaged, or of a kind that is not known
     */
    public static TokenTable read(Path tokenizerJson) {
        return read(tokenizerJson, 0);
    }

    /**
     * {@return the vocabulary of a file, for a model with {@code logits} logits} Models often have a few more logits
     * than there are tokens: such ids have neither text nor bytes.
     *
     * @throws ModelDirectoryException if the file is missing, damaged, or of a kind that is not known
     */
    public static TokenTable read(Path tokenizerJson, int logits) {
        return new TokenTable(TokenizerFile.read(tokenizerJson), logits);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public byte[] bytes(int token) {
        return token >= 0 && token < bytes.length ? bytes[token] : NOTHING;
    }

    /** {@return how a token is written in the file; empty if there is none of that id} */
    public String text(int token) {
        return token >= 0 && token < texts.length ? texts[token] : "";
    }

    /** {@return whether a plain decode leaves the token out} */
    public boolean isSpecial(int token) {
        return token >= 0 && special.get(token);
    }

    /** {@return the special tokens} */
    public Set<Integer> specialTokens() {
        Set<Integer> tokens = new HashSet<>();
        special.stream().forEach(tokens::add);
        return Set.copyOf(tokens);
    }

    /** {@return the id of the added token that is written so, such as {@code <|im_end|>}} */
    public OptionalInt addedToken(String content) {
        Integer id = addedIds.get(content);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /**
     * {@return the special tokens that are written as one of {@code texts}} For {@link TextDecoder}: the marks that
     * whoever reads the answer must see, though they are special.
     */
    public Set<Integer> specialTokens(Collection<String> texts) {
        Set<Integer> tokens = new HashSet<>();
        for (AddedToken token : added) {
            if (token.special() && texts.contains(token.content())) {
                tokens.add(token.id());
            }
        }
        return Set.copyOf(tokens);
    }

    /** {@return the texts of all added tokens, in the order of the file} */
    public List<String> addedTexts() {
        List<String> contents = new ArrayList<>();
        added.forEach(token -> contents.add(token.content()));
        return List.copyOf(contents);
    }

    List<AddedToken> added() {
        return added;
    }

    DecoderSteps steps() {
        return steps;
    }
}
