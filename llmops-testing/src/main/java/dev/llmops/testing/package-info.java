/**
 * Fakes of everything a pipeline is made of, and the contract tests every implementation must pass.
 *
 * <p>For a test of an application start with {@link dev.llmops.testing.ScriptedModel} and
 * {@link dev.llmops.testing.VirtualTime}: with them a pipeline runs without network, without
 * sleeping and with the same result every time. {@link dev.llmops.testing.TestContext} and
 * {@link dev.llmops.testing.TestCall} run a stage or a model by itself.
 *
 * <p>A client of a remote model is tested against {@link dev.llmops.testing.FaultServer}, which
 * answers as a {@link dev.llmops.testing.FaultScript} tells it to: late, broken, or not at all.
 *
 * <p>A stage, model or store of your own inherits from the contract of its kind, such as
 * {@link dev.llmops.testing.SafetyGuardContract}, and has its tests run as its own.
 */
@NullMarked
package dev.llmops.testing;

import org.jspecify.annotations.NullMarked;
