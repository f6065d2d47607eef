package dev.llmops.eval.junit;

import dev.llmops.eval.gate.Baseline;
import dev.llmops.eval.gate.BaselineChange;
import dev.llmops.eval.gate.Gate;
import dev.llmops.eval.gate.GateReport;
import dev.llmops.eval.gate.Outcome;
import dev.llmops.eval.run.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

/** Collects what the trials of a class gave, and asks its gate at the end. */
public final class GateExtension implements BeforeAllCallback, AfterAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(GateExtension.class);

    /** Is made by JUnit. */
    public GateExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        if (annotation(context).isPresent()) {
            context.getStore(NAMESPACE).put(Recording.class, new Recording());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Optional<EvaluationGate> annotation = annotation(context);
        Optional<Recording> recording = recording(context);
        if (annotation.isPresent() && recording.isPresent()) {
            decide(annotation.get(), recording.get(), context);
        }
    }

    /** {@return what the gated class of {@code context} collects; empty if it has no gate} */
    static Optional<Recording> recording(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(Recording.class, Recording.class));
    }

    /** Classes nested in a gated one inherit the extension, not the gate. */
    private static Optional<EvaluationGate> annotation(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getTestClass(), EvaluationGate.class);
    }

    private static void decide(EvaluationGate annotation, Recording recording, ExtensionContext context) {
        Class<?> owner = context.getRequiredTestClass();
        Gate gate = GateSettings.gate(annotation, owner, recording.metrics());
        Results run = recording.results(annotation.subject().isBlank() ? owner.getSimpleName() : annotation.subject());
        GateReport report = report(annotation, gate, run, context);
        context.getConfigurationParameter(EvaluationGate.REPORTS)
                .ifPresent(directory -> ReportFiles.write(report, owner, Path.of(directory)));
        if (!report.passed()) {
            throw new GateFailedError(owner.getSimpleName(), report);
        }
        if (report.outcome() == Outcome.WARN) {
            context.publishReportEntry("gate", report.summary());
        }
    }

    private static GateReport report(EvaluationGate annotation, Gate gate, Results run, ExtensionContext context) {
        if (annotation.baseline().isBlank()) {
            return gate.check(run);
        }
        Path file = Path.of(annotation.baseline());
        boolean update = context.getConfigurationParameter(EvaluationGate.UPDATE)
                .map(Boolean::parseBoolean)
                .orElse(false);
        if (update) {
            BaselineChange change = Baseline.update(file, run);
            context.publishReportEntry("baseline " + file, change.toString());
        } else if (!Files.exists(file)) {
            throw new EvaluationTestException("There is no baseline " + file + ". Run with -D" + EvaluationGate.UPDATE
                    + "=true to write it, look at it, and commit it.");
        }
        return gate.check(run, Baseline.read(file));
    }
}
