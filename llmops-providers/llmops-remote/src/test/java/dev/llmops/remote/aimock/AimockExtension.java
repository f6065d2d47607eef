package dev.llmops.remote.aimock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Starts one {@link AimockServer} for all tests of a run, and ends it with the run.
 *
 * <p>The system property {@code llmops.aimock} names the folder {@code node_modules} that has aimock. Without it tests
 * are skipped, unless {@code llmops.aimock.required} is {@code true}: then they fail.
 */
final class AimockExtension implements BeforeAllCallback, ParameterResolver {
    private static final String WHERE = "llmops.aimock";
    private static final String REQUIRED = "llmops.aimock.required";

    @Override
    public void beforeAll(ExtensionContext context) {
        server(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == AimockServer.class;
    }

    @Override
    public AimockServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context);
    }

    private static AimockServer server(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(AimockExtension.class))
                .computeIfAbsent(AimockServer.class, type -> start(), AimockServer.class);
    }

    private static AimockServer start() {
        Path modules = modules();
        try {
            return AimockServer.start(modules);
        } catch (IOException e) {
            throw absent("node cannot be started. Install Node.js 20.15 or later");
        }
    }

    private static Path modules() {
        String where = System.getProperty(WHERE, "");
        if (where.isBlank()) {
            throw absent("the system property " + WHERE + " is not set");
        }
        Path modules = Path.of(where).toAbsolutePath();
        if (!Files.isDirectory(modules.resolve("@copilotkit/aimock"))) {
            throw absent(modules + " has no @copilotkit/aimock");
        }
        return modules;
    }

    private static RuntimeException absent(String problem) {
        String message = "No aimock: " + problem + ". Run \"npm install @copilotkit/aimock\" in any folder, "
                + "and set " + WHERE + " to the node_modules there.";
        return Boolean.getBoolean(REQUIRED) ? new IllegalStateException(message) : new TestAbortedException(message);
    }
}
