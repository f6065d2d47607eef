package dev.llmops.onnx.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.llmops.onnx.ModelDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The steps that a tokenizer's decoder consists of, from its description in {@code tokenizer.json}.
 *
 * <p>Each step works as the decoder of that name in Hugging Face tokenizers does on a whole sequence, but piece by
 * piece. Immutable and safe for concurrent use; what {@link #start} returns is neither.
 */
final class DecoderSteps {
    private final Path file;
    private final List<UnaryOperator<PieceSink>> steps = new ArrayList<>();
    private boolean byteLevel;
    private boolean byteFallback;
    private String space = "";
    private String wordPrefix = "";
    /** Whether pieces have lost their borders, so that what follows must look across them. */
    private boolean fused;

    private DecoderSteps(Path file) {
        this.file = file;
    }

    static DecoderSteps of(TokenizerFile file) {
        DecoderSteps steps = new DecoderSteps(file.path());
        JsonNode decoder = file.decoder();
        if (decoder.isMissingNode() || decoder.isNull()) {
            steps.steps.add(SpaceJoinStep::new);
            steps.byteLevel = file.preTokenizer().toString().contains("\"ByteLevel\"");
        } else {
            steps.add(decoder);
        }
        return steps;
    }

    private void add(JsonNode step) {
        String type = step.path("type").asText();
        switch (type) {
            case "Sequence" -> step.path("decoders").forEach(this::add);
            case "ByteLevel" -> {
                steps.add(ByteLevelStep::new);
                byteLevel = true;
                fused = true;
            }
            case "ByteFallback" -> {
                steps.add(ByteFallbackStep::new);
                byteFallback = true;
            }
            case "Fuse" -> fused = true;
            case "Metaspace" -> addMetaspace(step);
            case "Replace" -> addReplace(step);
            case "Strip" -> addStrip(step);
            case "WordPiece" -> {
                wordPrefix = step.path("prefix").asText("##");
                boolean cleanUp = step.path("cleanup").asBoolean(true);
                steps.add(next -> new WordPieceStep(wordPrefix, cleanUp, next));
            }
            case "BPEDecoder" ->
                steps.add(next -> new WordSuffixStep(step.path("suffix").asText("</w>"), next));
            default -> throw unsupported("The tokenizer's decoder \"" + type + "\" is not known.");
        }
    }

    private void addMetaspace(JsonNode step) {
        String replacement = step.path("replacement").asText("\u2581");
        boolean never = step.has("prepend_scheme")
                ? step.path("prepend_scheme").asText().equals("never")
                : !step.path("add_prefix_space").asBoolean(true);
        space = replacement;
        steps.add(next -> new MetaspaceStep(replacement, !never, next));
    }

    private void addReplace(JsonNode step) {
        String content = step.path("content").asText();
        JsonNode literal = step.path("pattern").path("String");
        if (literal.isTextual()) {
            String pattern = literal.textValue();
            if (content.equals(" ")) {
                space = pattern;
            }
            steps.add(
                    fused
                            ? next -> new ReplaceAcrossStep(pattern, content, next)
                            : next -> new PieceStep(piece -> piece.replace(pattern, content), next));
            return;
        }
        if (fused) {
            throw unsupported("The tokenizer's decoder replaces by a regular expression across tokens.");
        }
        try {
            Pattern pattern = Pattern.compile(step.path("pattern").path("Regex").asText());
            steps.add(next ->
                    new PieceStep(piece -> pattern.matcher(piece).replaceAll(Matcher.quoteReplacement(content)), next));
        } catch (PatternSyntaxException e) {
            throw unsupported("The tokenizer's decoder has a regular expression that is not understood.");
        }
    }

    private void addStrip(JsonNode step) {
        String content = step.path("content").asText(" ");
        int start = step.path("start").asInt();
        int stop = step.path("stop").asInt();
        if (content.codePointCount(0, content.length()) != 1 || content.length() != 1) {
            throw unsupported("The tokenizer's decoder strips \"" + content + "\", which is not one character.");
        }
        char stripped = content.charAt(0);
        steps.add(
                fused
                        ? next -> new StripAcrossStep(stripped, start, stop, next)
                        : next -> new PieceStep(piece -> StripAcrossStep.strip(piece, stripped, start, stop), next));
    }

    private ModelDirectoryException unsupported(String problem) {
        return new ModelDirectoryException(
                file, problem, "Use a model with a byte-level, SentencePiece-like or WordPiece tokenizer.");
    }

    /** {@return the first of the steps, each bound to the next and the last to {@code end}} */
    PieceSink start(PieceSink end) {
        PieceSink sink = end;
        for (int i = steps.size() - 1; i >= 0; i--) {
            sink = steps.get(i).apply(sink);
        }
        return sink;
    }

    /** {@return the bytes that a token adds to a text that has begun} */
    byte[] bytes(String token) {
        if (byteLevel) {
            return ByteLevel.decode(token);
        }
        int single = byteFallback ? ByteFallbackStep.byteOf(token) : -1;
        if (single >= 0) {
            return new byte[] {(byte) single};
        }
        String text = space.isEmpty() ? token : token.replace(space, " ");
        if (!wordPrefix.isEmpty()) {
            text = text.startsWith(wordPrefix) ? text.substring(wordPrefix.length()) : " " + text;
        }
        return text.getBytes(UTF_8);
    }
}
