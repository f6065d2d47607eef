package dev.llmops.core;

import dev.llmops.api.pipeline.SafetyGuard;
import dev.llmops.api.pipeline.StageId;
import dev.llmops.api.pipeline.StageKind;
import dev.llmops.api.safety.GuardPolicy;

/**
 * A guard of a pipeline with its policy, name and options.
 *
 * <p>What its policy may do is worked out once: a stream asks for it with every event.
 */
final class GuardStage {
    private final String name;
    private final SafetyGuard guard;
    private final GuardPolicy policy;
    private final StageOptions options;
    private final StageId inputId;
    private final StageId outputId;
    private final boolean mayReprompt;
    private final boolean mayStop;
    private final boolean holds;

    GuardStage(String name, SafetyGuard guard, GuardPolicy policy, StageOptions options) {
        this.name = name;
        this.guard = guard;
        this.policy = policy;
        this.options = options;
        this.inputId = new StageId(StageKind.INPUT_GUARD, name);
        this.outputId = new StageId(StageKind.OUTPUT_GUARD, name);
        this.mayReprompt = policy.mayReprompt();
        this.mayStop = mayReprompt || policy.mayBlock();
        this.holds = mayStop || policy.mayEdit();
    }

    String name() {
        return name;
    }

    SafetyGuard guard() {
        return guard;
    }

    GuardPolicy policy() {
        return policy;
    }

    StageOptions options() {
        return options;
    }

    StageId inputId() {
        return inputId;
    }

    StageId outputId() {
        return outputId;
    }

    /** {@return whether the model may be asked again because of this guard} */
    boolean mayReprompt() {
        return mayReprompt;
    }

    /** {@return whether the answer may end with this guard} */
    boolean mayStop() {
        return mayStop;
    }

    /** {@return whether text must wait for this guard, because it may edit it or end the call} */
    boolean holds() {
        return holds;
    }
}
