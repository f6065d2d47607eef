package dev.llmops.eval.benchmark;

import dev.llmops.api.CallControl;
import dev.llmops.api.model.LogLikelihood;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** A model without a model: likelihoods are made of checksums, the same everywhere. */
public final class StubModel implements LogLikelihood {
    /** Creates the model. */
    public StubModel() {}

    @Override
    public List<Likelihood> judge(List<Continuation> continuations, CallControl control) {
        return continuations.stream()
                .map(each -> likelihood(each.context(), each.text()))
                .toList();
    }

    @Override
    public List<Likelihood> judgeWhole(List<String> texts, CallControl control) {
        return texts.stream()
                .map(text -> new Likelihood(-(checksum(text) % 100_000) / 100.0, 1, false))
                .toList();
    }

    private static Likelihood likelihood(String context, String text) {
        long checksum = checksum(context + "\0" + text);
        double logprob = -(checksum % 100_000) / 10_000.0 - 0.05 * text.codePointCount(0, text.length());
        return new Likelihood(logprob, 1, checksum % 3 == 0);
    }

    private static long checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
