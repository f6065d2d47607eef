/**
 * Shows runs side by side in one HTML file that needs nothing else: no server, no network, no installed program.
 *
 * <p>Start with {@link dev.llmops.eval.report.HtmlReport}. It reads {@link dev.llmops.eval.run.Results} once, one
 * result at a time, writes the items into the page as data and adds up the numbers of the leaderboard on the way, so a
 * run of any length fits into little memory. What people may do with the page (search, sort, compare, drill down) is
 * done by a script inside it. Text of items is only ever shown as text.
 */
@NullMarked
package dev.llmops.eval.report;

import org.jspecify.annotations.NullMarked;
