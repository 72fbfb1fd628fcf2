package lightrag.house.engines;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import lightrag.house.Repository;

/** Makes jars of engine versions out of the one that was built. */
public final class EngineJars {

    private static final String CAPABILITY =
            "osgi.service;objectClass:List<String>=\"lightrag.spi.engine.LightRagFactory\"";

    private final Path built;
    private final Path folder;

    private EngineJars(Path built, Path folder) {
        this.built = built;
        this.folder = folder;
    }

    /**
     * Made from the engine of this checkout.
     *
     * @param folder where to make a folder for them
     */
    public static EngineJars ofThisCheckout(Path folder) {
        return of("lightrag.engine", folder);
    }

    /** As {@link #ofThisCheckout}, of another bundle. */
    public static EngineJars of(String bundle, Path folder) {
        try {
            return new EngineJars(
                    Repository.jar(bundle), Files.createDirectories(folder.resolve("jars")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same engine under another version. */
    public Path version(String version) {
        return rewrite(version, header -> {}, List.of());
    }

    /** The same engine under another version, in a jar of another digest. */
    public Path another(String version) {
        return rewrite(
                version, header -> header.putValue("Bundle-Vendor", "somebody else"), List.of());
    }

    /** Imports a package that nobody exports. */
    public Path unresolvable(String version) {
        return rewrite(
                version,
                header ->
                        header.putValue(
                                "Import-Package",
                                header.getValue("Import-Package") + ",nowhere.to.be.found"),
                List.of());
    }

    /** Its activator throws. */
    public Path throwingOnStart(String version) {
        return own(version, ThrowingActivator.class, List.of(ThrowingActivator.class));
    }

    /** Its activator does not return, unless it is interrupted. */
    public Path hangingOnStart(String version) {
        return own(version, HangingStartActivator.class, List.of(HangingStartActivator.class));
    }

    /**
     * Does not end what it is told to, interrupted or not, until {@link #letGo}.
     *
     * @param where {@code start} or {@code calls}
     */
    public Path stubborn(String version, String where) {
        System.setProperty(StubbornActivator.HELD, "yes");
        return own(
                version,
                StubbornActivator.class,
                List.of(StubbornActivator.class, BrokenFactory.class),
                header -> header.putValue(StubbornActivator.WHERE, where));
    }

    /** Ends what stubborn versions do. */
    public void letGo() {
        System.clearProperty(StubbornActivator.HELD);
    }

    /** Each call of its engines throws, or hangs. */
    public Path broken(String version, boolean hangs) {
        return own(
                version,
                hangs ? HangingActivator.class : FailingActivator.class,
                List.of(HangingActivator.class, FailingActivator.class, BrokenFactory.class));
    }

    /** Passes its self-test and fails the questions of everybody else. */
    public Path failingInService(String version) {
        return deceiving(version, "fails");
    }

    /** Passes its self-test and never answers the questions of everybody else. */
    public Path hangingInService(String version) {
        return deceiving(version, "hangs");
    }

    /**
     * Sound engines that say they read and write other storage formats. Their migrations fail while
     * {@link #obstacle} is there.
     *
     * @param formats oldest one read, one written, for instance {@code 1,2}
     */
    public Path ofFormat(String version, String formats) {
        return rewrite(
                version,
                header -> {
                    header.remove(new Attributes.Name("Service-Component"));
                    header.putValue("Bundle-Activator", FormatActivator.class.getName());
                    header.putValue(FormatActivator.FORMATS, formats);
                    header.putValue(FormatActivator.OBSTACLE, obstacle().toString());
                },
                List.of(FormatActivator.class, FormatActivator.Factory.class));
    }

    /** Of a storage binding: opens stores of the self-test and of nobody else. */
    public Path picky(String version) {
        return rewrite(
                version,
                header -> {
                    header.remove(new Attributes.Name("Service-Component"));
                    header.putValue("Bundle-Activator", PickyStorageActivator.class.getName());
                    header.putValue(
                            "Import-Package",
                            header.getValue("Import-Package") + ",org.osgi.framework");
                },
                List.of(PickyStorageActivator.class));
    }

    /** A file: while it is there migrations fail half-way. */
    public Path obstacle() {
        return folder.resolve("obstacle");
    }

    private Path deceiving(String version, String behaviour) {
        return rewrite(
                version,
                header -> {
                    header.remove(new Attributes.Name("Service-Component"));
                    header.putValue("Bundle-Activator", DeceivingActivator.class.getName());
                    header.putValue(DeceivingActivator.BEHAVIOUR, behaviour);
                },
                List.of(DeceivingActivator.class));
    }

    private Path own(String version, Class<?> activator, List<Class<?>> classes) {
        return own(version, activator, classes, header -> {});
    }

    private Path own(
            String version,
            Class<?> activator,
            List<Class<?>> classes,
            Consumer<Attributes> change) {
        Manifest manifest = new Manifest();
        Attributes header = manifest.getMainAttributes();
        header.putValue("Manifest-Version", "1.0");
        header.putValue("Bundle-ManifestVersion", "2");
        header.putValue("Bundle-SymbolicName", "lightrag.engine");
        header.putValue("Bundle-Version", version);
        header.putValue("Bundle-Activator", activator.getName());
        header.putValue("Provide-Capability", CAPABILITY);
        header.putValue("Import-Package", "org.osgi.framework,lightrag.api,lightrag.spi.engine");
        change.accept(header);
        Path jar = folder.resolve(activator.getSimpleName() + "-" + version + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            addAll(classes, out);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path rewrite(String version, Consumer<Attributes> change, List<Class<?>> classes) {
        Path jar = folder.resolve("engine-" + version + "-" + System.nanoTime() + ".jar");
        try (JarFile in = new JarFile(built.toFile())) {
            Manifest manifest = new Manifest(in.getManifest());
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            change.accept(manifest.getMainAttributes());
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
                for (JarEntry entry : Collections.list(in.entries())) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        add(entry.getName(), in.getInputStream(entry), out);
                    }
                }
                addAll(classes, out);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the classes nested in them. */
    private static void addAll(List<Class<?>> classes, JarOutputStream out) throws IOException {
        for (Class<?> type : classes) {
            String name = type.getName().replace('.', '/') + ".class";
            add(name, type.getClassLoader().getResourceAsStream(name), out);
        }
    }

    private static void add(String name, InputStream content, OutputStream out) throws IOException {
        try (content) {
            ((JarOutputStream) out).putNextEntry(new JarEntry(name));
            content.transferTo(out);
            ((JarOutputStream) out).closeEntry();
        }
    }
}
