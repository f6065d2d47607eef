/**
 * What a template is once it is read: statements that write, and expressions that have values.
 *
 * <p>The parts of a tree are records that hold their parts; they are immutable, and what changes in a rendering is in its
 * {@link dev.llmops.template.tree.Frame}.
 */
@NullMarked
package dev.llmops.template.tree;

import org.jspecify.annotations.NullMarked;
