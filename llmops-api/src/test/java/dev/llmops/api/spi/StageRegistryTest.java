package dev.llmops.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.llmops.api.ConfigurationException;
import dev.llmops.api.pipeline.Grounder;
import dev.llmops.api.pipeline.Preprocessor;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageRegistryTest {
    private static final Preprocessor NO_OP = (prompt, context) -> prompt;

    @TempDir
    Path directory;

    @Test
    void findsStagesByKindAndName() {
        StageRegistry registry = StageRegistry.of(List.of(new Named("b"), new Named("a"), new AGrounder()));

        assertThat(registry.names(Preprocessor.class)).containsExactly("a", "b");
        assertThat(registry.names(Grounder.class)).containsExactly("a");
        assertThat(registry.find(Preprocessor.class, "b")).isPresent();
        assertThat(registry.find(Grounder.class, "b")).isEmpty();
        assertThat(registry.create(Preprocessor.class, "a", StageConfig.empty()))
                .isSameAs(NO_OP);
        assertThat(registry.entries())
                .hasSize(3)
                .allSatisfy(entry -> assertThat(entry.location()).isNotBlank());
    }

    @Test
    void refusesTwoOfTheSameKindAndName() {
        assertThatThrownBy(() -> StageRegistry.of(List.of(new Named("a"), new Twin())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "\"a\"", "Preprocessor", Named.class.getName(), Twin.class.getName(), "test-classes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "A", "a_b", "a--b", "-a", "a-", "1a", "a b", "ä", "a\n"})
    void refusesNamesThatCannotBeWritten(String name) {
        assertThatThrownBy(() -> StageRegistry.of(List.of(new Named(name))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(Named.class.getName(), "lower-case");
    }

    @Test
    void refusesAProviderThatDoesNotSayWhatItMakes() {
        assertThatThrownBy(() -> StageRegistry.of(List.of(new OfNoKind())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(OfNoKind.class.getName(), "stage() returned null");
    }

    @Test
    void tellsWhatThereIsWhenANameIsMissing() {
        StageRegistry registry = StageRegistry.of(List.of(new Named("cleaner"), new Named("trimmer")));

        assertThatThrownBy(() -> registry.create(Preprocessor.class, "claener", StageConfig.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("No Preprocessor named \"claener\"", "Found: cleaner, trimmer.", "Check");
        assertThatThrownBy(() -> registry.create(Grounder.class, "document-search", StageConfig.empty()))
                .hasMessageContainingAll("Found: none.", "dev.llmops:llmops-lucene");
    }

    @Test
    void rememberedFailuresAreToldWhenANameIsMissing() {
        StageRegistry registry = StageRegistry.of(List.of(new Named("a"), new Failing()));

        assertThat(registry.names(Preprocessor.class)).containsExactly("a");
        assertThat(registry.failures())
                .singleElement()
                .asString()
                .contains(Failing.class.getName(), "cannot say its name");
        assertThat(registry.missing(Preprocessor.class, "b")).contains("could not be used", Failing.class.getName());
    }

    @Test
    void refusesAStageThatIsNothing() {
        StageRegistry registry = StageRegistry.of(List.of(new Nothing()));

        assertThatThrownBy(() -> registry.create(Preprocessor.class, "nothing", StageConfig.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(Nothing.class.getName());
    }

    @Test
    void oneBrokenProviderDoesNotHideTheOthers() throws IOException {
        writeServices(
                "no.such.Provider",
                Good.class.getName(),
                Broken.class.getName(),
                StageRegistryTest.class.getName(),
                AlsoGood.class.getName());

        StageRegistry registry = StageRegistry.load(loader());

        assertThat(registry.names(Preprocessor.class)).containsExactly("also-good", "good");
        assertThat(registry.failures())
                .hasSize(3)
                .anyMatch(failure -> failure.contains("no.such.Provider"))
                .anyMatch(failure -> failure.contains(Broken.class.getName()))
                .anyMatch(failure -> failure.contains("not a subtype"));
    }

    @Test
    void aProviderForALaterJavaDoesNotHideTheOthers() throws IOException {
        byte[] header = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) 0xFF, 0, 1};
        Files.write(Files.createDirectories(directory.resolve("later")).resolve("Provider.class"), header);
        writeServices("later.Provider", Good.class.getName());

        StageRegistry registry = StageRegistry.load(loader());

        assertThat(registry.names(Preprocessor.class)).containsExactly("good");
        assertThat(registry.failures()).singleElement().asString().contains("later/Provider");
    }

    @Test
    void aServiceFileThatCannotBeReadIsAFailure() throws IOException {
        writeServices("this is not a class name", Good.class.getName());

        StageRegistry registry = StageRegistry.load(loader());

        assertThat(registry.failures()).hasSize(1);
        assertThat(registry.entries()).isEmpty();
    }

    @Test
    @Timeout(30)
    void aClassLoaderThatCannotListFilesIsAFailure() {
        ClassLoader unreadable = new ClassLoader(getClass().getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("disk on fire");
            }
        };

        StageRegistry registry = StageRegistry.load(unreadable);

        assertThat(registry.failures()).singleElement().asString().contains("disk on fire");
    }

    @Test
    void noServicesAreNoMistake() {
        StageRegistry registry = StageRegistry.load(new ClassLoader(null) {});

        assertThat(registry.entries()).isEmpty();
        assertThat(registry.failures()).isEmpty();
    }

    private void writeServices(String... classes) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.write(services.resolve(StageProvider.class.getName()), List.of(classes));
    }

    private ClassLoader loader() throws IOException {
        return new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, getClass().getClassLoader());
    }

    /** A provider of preprocessors under a given name. */
    public static class Named implements StageProvider<Preprocessor> {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public Class<Preprocessor> stage() {
            return Preprocessor.class;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Preprocessor create(StageConfig config) {
            return NO_OP;
        }
    }

    /** Has the name of another one. */
    public static final class Twin extends Named {
        Twin() {
            super("a");
        }
    }

    /** Can be made by the service loader. */
    public static final class Good extends Named {
        /** Creates the provider. */
        public Good() {
            super("good");
        }
    }

    /** Can be made by the service loader, too. */
    public static final class AlsoGood extends Named {
        /** Creates the provider. */
        public AlsoGood() {
            super("also-good");
        }
    }

    /** Cannot be made. */
    public static final class Broken extends Named {
        /** Fails. */
        public Broken() {
            super("broken");
            throw new IllegalStateException("no luck");
        }
    }

    /** Cannot be asked. */
    public static final class Failing extends Named {
        Failing() {
            super("failing");
        }

        @Override
        public String name() {
            throw new IllegalStateException("cannot say its name");
        }
    }

    /** Makes nothing. */
    public static final class Nothing extends Named {
        Nothing() {
            super("nothing");
        }

        @Override
        @SuppressWarnings("NullAway")
        public Preprocessor create(StageConfig config) {
            return null;
        }
    }

    private static final class AGrounder implements StageProvider<Grounder> {
        @Override
        public Class<Grounder> stage() {
            return Grounder.class;
        }

        @Override
        public String name() {
            return "a";
        }

        @Override
        public Grounder create(StageConfig config) {
            return (prompt, context) -> prompt.evidence();
        }
    }

    static final class OfNoKind implements StageProvider<Preprocessor> {
        @Override
        @SuppressWarnings("NullAway") // a provider that breaks its contract
        public Class<Preprocessor> stage() {
            return null;
        }

        @Override
        public String name() {
            return "a";
        }

        @Override
        public Preprocessor create(StageConfig config) {
            return NO_OP;
        }
    }
}
