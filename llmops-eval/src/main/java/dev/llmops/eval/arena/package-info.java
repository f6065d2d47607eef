/**
 * Ratings of systems from battles: pairs of answers of which one was preferred, or neither.
 *
 * <p>{@link dev.llmops.eval.arena.Arena} lets a judge decide battles; other sources will do as well. Go on with {@link dev.llmops.eval.arena.Battles}, which counts them, and {@link dev.llmops.eval.arena.BradleyTerry},
 * which rates systems so that differences of ratings predict who wins. {@link dev.llmops.eval.arena.Elo} is the older
 * way that depends on the order of battles.
 */
@NullMarked
package dev.llmops.eval.arena;

import org.jspecify.annotations.NullMarked;
