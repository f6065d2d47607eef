package dev.llmops.verification;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The modules of ours on the class path, be they folders of classes or jars. */
final class PublishedModules {

    /** A module: its descriptor, and its {@code META-INF/services} as class names by service. */
    record PublishedModule(ModuleDescriptor descriptor, Map<String, Set<String>> services) {

        /** {@return the packages that every other module may use} */
        Set<String> exportedPackages() {
            return descriptor.exports().stream()
                    .filter(exported -> !exported.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toSet());
        }

        /** {@return what the descriptor provides, as class names by service} */
        Map<String, Set<String>> provided() {
            Map<String, Set<String>> provided = new TreeMap<>();
            descriptor.provides().forEach(p -> provided.put(p.service(), new LinkedHashSet<>(p.providers())));
            return provided;
        }

        @Override
        public String toString() {
            return descriptor.name();
        }
    }

    private PublishedModules() {}

    static List<PublishedModule> all() {
        List<PublishedModule> modules = new ArrayList<>();
        try {
            ClassLoader loader = PublishedModules.class.getClassLoader();
            for (URL url : Collections.list(loader.getResources("module-info.class"))) {
                ModuleDescriptor descriptor = descriptor(url);
                if (descriptor.name().startsWith("dev.llmops.")) {
                    modules.add(new PublishedModule(descriptor, services(url)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return modules;
    }

    private static ModuleDescriptor descriptor(URL url) throws IOException {
        try (InputStream in = url.openStream()) {
            return ModuleDescriptor.read(in);
        }
    }

    private static Map<String, Set<String>> services(URL moduleInfo) throws IOException {
        if (!moduleInfo.getProtocol().equals("jar")) {
            return servicesIn(Path.of(URI.create(moduleInfo.toString())).resolveSibling("META-INF/services"));
        }
        try (FileSystem jar = FileSystems.newFileSystem(URI.create(moduleInfo.toString()), Map.of())) {
            return servicesIn(jar.getPath("META-INF", "services"));
        }
    }

    private static Map<String, Set<String>> servicesIn(Path folder) throws IOException {
        Map<String, Set<String>> services = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    services.put(file.getFileName().toString(), providersIn(file));
                }
            }
        }
        return services;
    }

    private static Set<String> providersIn(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }
}
