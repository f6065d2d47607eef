/** What happens to calls when servers and connections misbehave; numbered as in the project's list of faults. */
@NullMarked
package dev.llmops.remote.faults;

import org.jspecify.annotations.NullMarked;
