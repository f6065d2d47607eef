package dev.llmops.onnx.engine;

import dev.llmops.onnx.decoding.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Collects what becomes of a sequence. */
class Collected implements SequenceListener {
    private static final int PATIENCE_SECONDS = 60;

    private final List<Integer> tokens = new ArrayList<>();
    private final Map<Integer, float[]> judged = new TreeMap<>();
    private final CompletableFuture<SequenceEnd> end = new CompletableFuture<>();
    private final CompletableFuture<Void> first = new CompletableFuture<>();

    @Override
    public boolean chosen(Choice choice) {
        tokens.add(choice.token());
        first.complete(null);
        return true;
    }

    @Override
    public void judged(int position, float[] logits) {
        judged.put(position, logits.clone());
    }

    @Override
    public void ended(SequenceEnd ending) {
        if (!end.complete(ending)) {
            throw new AssertionError("ended twice");
        }
    }

    SequenceEnd end() {
        return await(end);
    }

    void awaitFirst() {
        await(first);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    List<Integer> tokens() {
        SequenceEnd ending = end();
        if (ending.failure() != null) {
            throw new AssertionError(ending.failure());
        }
        return tokens;
    }

    float[][] judged() {
        end();
        return judged.values().toArray(new float[0][]);
    }
}
