/**
 * A stage that an application can use without knowing its classes.
 *
 * <p>All it takes: {@link dev.llmops.samples.glossary.GlossaryProvider}, which gives the stage a name
 * and turns settings into the stage, a line in {@code META-INF/services} and one in
 * {@code module-info.java}. A pipeline file then names the stage {@code glossary}.
 */
@NullMarked
package dev.llmops.samples.glossary;

import org.jspecify.annotations.NullMarked;
