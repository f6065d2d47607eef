package dev.llmops.onnx;

import dev.llmops.api.CallControl;
import dev.llmops.api.InvalidInputException;
import dev.llmops.api.Registration;
import dev.llmops.api.Require;
import dev.llmops.api.model.LogLikelihood;
import dev.llmops.onnx.chat.JudgedText;
import dev.llmops.onnx.engine.QueueFullException;
import dev.llmops.onnx.engine.SequenceRequest;
import dev.llmops.onnx.engine.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges texts by a local model.
 *
 * <p>Context and text are tokenised together, and the tokens behind those of the context are judged, as
 * lm-evaluation-harness does; a context that ends in spaces gives them to the text. Contexts that begin alike are read
 * once. A text without a context begins behind the token with which texts begin, or else the one with which they end.
 * Where a model has neither, its first token has nothing before it that could judge it, and is left out; a text of which
 * no token is left is an error, since a sum over none would call it certain.
 */
final class OnnxLogLikelihood implements LogLikelihood {
    private static final int SIDE_BY_SIDE = 8;

    private final OnnxModel model;

    OnnxLogLikelihood(OnnxModel model) {
        this.model = model;
    }

    @Override
    public List<Likelihood> judge(List<Continuation> continuations, CallControl control) {
        Require.nonNull(continuations, "continuations");
        Require.nonNull(control, "control");
        model.requireOpen();
        return judged(continuations.stream().map(this::text).iterator(), control);
    }

    /** Texts that are longer than the context are judged in windows. */
    @Override
    public List<Likelihood> judgeWhole(List<String> texts, CallControl control) {
        Require.nonNull(texts, "texts");
        Require.nonNull(control, "control");
        model.requireOpen();
        int[] before = beginning();
        List<List<JudgedText>> windows =
                texts.stream().map(text -> windows(before, text)).toList();
        Iterator<Likelihood> judged = judged(
                        windows.stream().flatMap(List::stream).iterator(), control)
                .iterator();
        return windows.stream().map(each -> together(each.size(), judged)).toList();
    }

    private List<JudgedText> windows(int[] before, String text) {
        int[] tokens = model.tokenizer().encodePlain(text);
        List<JudgedText> windows = TokenWindows.of(before, tokens, model.contextLength());
        if (windows.isEmpty() && tokens.length > 0) {
            throw nothingJudged();
        }
        return windows;
    }

    private InvalidInputException nothingJudged() {
        return new InvalidInputException(
                "text",
                "a text has no token that " + model.info().model() + " could judge: it is a single one with none before"
                        + " it, or none. Give it a context, or name bos_token or eos_token in tokenizer_config.json.");
    }

    private static Likelihood together(int windows, Iterator<Likelihood> judged) {
        double logprob = 0;
        int tokens = 0;
        boolean greedy = true;
        for (int i = 0; i < windows; i++) {
            Likelihood next = judged.next();
            logprob += next.logprob();
            tokens += next.tokens();
            greedy &= next.greedy();
        }
        return new Likelihood(logprob, tokens, greedy);
    }

    @Override
    public Conventions conventions() {
        String beginning = model.tokenizer().encode("", true).length > 0
                ? "special"
                : hasMarker("bos_token") ? "bos" : hasMarker("eos_token") ? "eos" : "none";
        return new Conventions(beginning, "tokens", tokenizerHash());
    }

    private boolean hasMarker(String name) {
        return !model.directory().markers().getOrDefault(name, "").isEmpty();
    }

    private String tokenizerHash() {
        try {
            byte[] bytes = Files.readAllBytes(model.directory().tokenizer());
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (IOException | NoSuchAlgorithmException e) {
            // The file may be gone by now; the model is loaded all the same.
            return Conventions.unknown().tokenizer();
        }
    }

    private List<Likelihood> judged(Iterator<JudgedText> texts, CallControl control) {
        Set<Ticket> running = ConcurrentHashMap.newKeySet();
        Deque<Submitted> open = new ArrayDeque<>();
        List<Likelihood> results = new ArrayList<>();
        try (Registration ignored = control.cancellation().onCancel(() -> running.forEach(Ticket::cancel))) {
            while (texts.hasNext()) {
                if (open.size() == SIDE_BY_SIDE) {
                    results.add(result(open.remove(), running, control));
                }
                JudgedText text = texts.next();
                Ticket ticket = submit(text);
                while (ticket == null && !open.isEmpty()) {
                    // Others wait as well: first what is under way.
                    results.add(result(open.remove(), running, control));
                    ticket = submit(text);
                }
                if (ticket == null) {
                    throw LocalModelFailures.queueFull(model.info());
                }
                running.add(ticket);
                open.add(new Submitted(text, ticket));
            }
            while (!open.isEmpty()) {
                results.add(result(open.remove(), running, control));
            }
            return results;
        } finally {
            running.forEach(Ticket::cancel);
        }
    }

    private @Nullable Ticket submit(JudgedText text) {
        try {
            return model.engine().submit(SequenceRequest.judge(text.tokens(), text.from()), text);
        } catch (QueueFullException e) {
            return null;
        }
    }

    private Likelihood result(Submitted submitted, Set<Ticket> running, CallControl control) {
        RuntimeException failure = submitted.text.await(control);
        running.remove(submitted.ticket);
        if (failure != null) {
            throw LocalModelFailures.of(model.info(), failure);
        }
        return submitted.text.likelihood();
    }

    private record Submitted(JudgedText text, Ticket ticket) {}

    private JudgedText text(Continuation continuation) {
        String context = continuation.context().stripTrailing();
        String text = continuation.context().substring(context.length()) + continuation.text();
        int[] before = context.isEmpty() ? beginning() : model.tokenizer().encode(context, true);
        int[] all = context.isEmpty()
                ? joined(before, model.tokenizer().encodePlain(text))
                : model.tokenizer().encode(context + text, true);
        int from = Math.max(1, Math.min(before.length, all.length - 1));
        if (all.length > model.contextLength()) {
            throw LocalModelFailures.contextTooLong(model.info(), all.length, model.contextLength());
        }
        if (from >= all.length) {
            throw nothingJudged();
        }
        return new JudgedText(all, from);
    }

    /** A text without a context begins behind the token with which the model was taught that texts begin. */
    private int[] beginning() {
        int[] special = model.tokenizer().encode("", true);
        if (special.length > 0) {
            return special;
        }
        String marker = model.directory()
                .markers()
                .getOrDefault("bos_token", model.directory().markers().getOrDefault("eos_token", ""));
        return marker.isEmpty() ? new int[0] : model.tokenizer().encode(marker, false);
    }

    private static int[] joined(int[] first, int[] second) {
        int[] all = new int[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
