package dev.llmops.template.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the recorded cases beside the project, which are not part of it. */
final class SharedCases {
    private SharedCases() {}

    /** {@return the directory of the recorded template cases, if some directory above has it} */
    static Optional<Path> directory() {
        for (Path each = Path.of("").toAbsolutePath(); each != null; each = each.getParent()) {
            Path cases = each.resolve("shared").resolve("golden").resolve("templates");
            if (Files.isDirectory(cases)) {
                return Optional.of(cases);
            }
        }
        return Optional.empty();
    }
}
