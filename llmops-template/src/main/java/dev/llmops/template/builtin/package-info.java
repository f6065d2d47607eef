/**
 * What templates find ready: filters, tests, methods of values and global functions.
 *
 * <p>Each is a {@link dev.llmops.template.builtin.Builtin} with its parameters by name. Where to look them up:
 * {@link dev.llmops.template.builtin.Library}.
 */
@NullMarked
package dev.llmops.template.builtin;

import org.jspecify.annotations.NullMarked;
