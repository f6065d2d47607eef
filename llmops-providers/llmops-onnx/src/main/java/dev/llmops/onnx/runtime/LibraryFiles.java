package dev.llmops.onnx.runtime;

import dev.llmops.api.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder that keeps native libraries, so that they are taken out of their jars once and not at every start.
 *
 * <p>The first of these that can be written to: what the environment variable {@value #VARIABLE} names, the user's
 * cache directory, the directory for temporary files.
 */
public final class LibraryFiles {
    /** Names the folder. */
    static final String VARIABLE = "LLMOPS_CACHE";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private LibraryFiles() {}

    /**
     * {@return a directory that holds the {@code files}, each taken from the jar of {@code owner} if it is not there}
     *
     * @param folder the name of the directory, which must tell library, version and platform
     * @param owner a class of the jar that has them
     * @param prefix the path of the files in the jar, ending in a slash
     * @param files their names; those that the jar does not have are left out
     */
    public static Path extract(String folder, Class<?> owner, String prefix, List<String> files) {
        List<String> problems = new ArrayList<>();
        for (Path root : roots()) {
            try {
                return extract(root.resolve(folder), owner, prefix, files);
            } catch (IOException | SecurityException e) {
                problems.add(root + " (" + e.getClass().getSimpleName() + ")");
            }
        }
        throw new ConfigurationException("No directory for native libraries can be written to: "
                + String.join(", ", problems) + ". Name one in the environment variable " + VARIABLE + ".");
    }

    /** {@return a directory of this name that can be written to} */
    public static Path directory(String folder) {
        List<String> problems = new ArrayList<>();
        for (Path root : roots()) {
            Path directory = root.resolve(folder);
            try {
                Files.createDirectories(directory);
                if (Files.isWritable(directory)) {
                    return directory;
                }
                problems.add(root.toString());
            } catch (IOException | SecurityException e) {
                problems.add(root + " (" + e.getClass().getSimpleName() + ")");
            }
        }
        throw new ConfigurationException("No directory for native libraries can be written to: "
                + String.join(", ", problems) + ". Name one in the environment variable " + VARIABLE + ".");
    }

    private static List<Path> roots() {
        List<Path> roots = new ArrayList<>();
        variable(VARIABLE).map(Path::of).ifPresent(roots::add);
        variable("XDG_CACHE_HOME").map(value -> Path.of(value, "llmops")).ifPresent(roots::add);
        variable("LOCALAPPDATA").map(value -> Path.of(value, "llmops")).ifPresent(roots::add);
        property("user.home").map(home -> Path.of(home, ".cache", "llmops")).ifPresent(roots::add);
        property("java.io.tmpdir").map(LibraryFiles::ownTemporary).ifPresent(roots::add);
        return roots;
    }

    /**
     * {@return a directory for temporary files that nobody else can write to}
     *
     * <p>Where everybody may write, others could put a library of theirs under a name that is known. So the directory must
     * belong to this user alone; else there is a new one, under a name that nobody knows, which costs unpacking again.
     */
    private static Path ownTemporary(String temporary) {
        Path known = Path.of(temporary, "llmops-" + property("user.name").orElse("user"));
        try {
            FileAttribute<?>[] attributes =
                    FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                            : new FileAttribute<?>[0];
            if (!Files.exists(known, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(known, attributes);
            }
            if (belongsToUserAlone(known)) {
                return known;
            }
            return Files.createTempDirectory("llmops");
        } catch (IOException | SecurityException e) {
            // Then it cannot be written to, which is told when it is tried.
            return known;
        }
    }

    private static boolean belongsToUserAlone(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        PosixFileAttributeView view =
                Files.getFileAttributeView(directory, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return true;
        }
        PosixFileAttributes attributes = view.readAttributes();
        return attributes.permissions().equals(OWNER_ONLY)
                && property("user.name")
                        .filter(attributes.owner().getName()::equals)
                        .isPresent();
    }

    private static Path extract(Path directory, Class<?> owner, String prefix, List<String> files) throws IOException {
        Files.createDirectories(directory);
        for (String file : files) {
            URL source = owner.getResource(prefix + file);
            Path target = directory.resolve(file);
            if (source != null && !isComplete(target, source)) {
                copy(source, target);
            }
        }
        return directory;
    }

    private static boolean isComplete(Path target, URL source) throws IOException {
        URLConnection connection = source.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return Files.isRegularFile(target) && Files.size(target) == connection.getContentLengthLong();
        }
    }

    /** A process that is killed while it writes leaves no half file, since files get their name when they are whole. */
    private static void copy(URL source, Path target) throws IOException {
        Path part = Files.createTempFile(target.toAbsolutePath().getParent(), "part", ".tmp");
        try (InputStream in = source.openStream()) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            move(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void move(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException e) {
            // Another process has been faster, or the file system cannot do it at once.
            if (!Files.isRegularFile(target)) {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** {@return the operating system and processor as native libraries name them, such as {@code linux-x64}} */
    static String platform() {
        String os = property("os.name").orElse("").toLowerCase(Locale.ROOT);
        String arch = property("os.arch").orElse("").toLowerCase(Locale.ROOT);
        String system = os.contains("win") && !os.contains("darwin") ? "win" : os.contains("mac") ? "osx" : os;
        String processor = switch (arch) {
            case "amd64", "x86_64" -> "x64";
            case "arm64", "aarch64" -> "aarch64";
            default -> arch;
        };
        return system + "-" + processor;
    }

    private static Optional<String> variable(String name) {
        return present(System.getenv(name));
    }

    private static Optional<String> property(String name) {
        return present(System.getProperty(name));
    }

    private static Optional<String> present(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
