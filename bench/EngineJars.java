import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Versions of an engine made from the built one: sound ones, and one for each way to be broken. */
final class EngineJars {

    private static final String ACTIVATOR =
            """
            import lightrag.spi.engine.*;
            import org.osgi.framework.*;
            public final class Broken implements BundleActivator {
              public void start(BundleContext context) throws Exception {
                String how = context.getBundle().getHeaders().get("Test-Behaviour");
                if (how.equals("start throws")) { throw new IllegalStateException("does not start"); }
                if (how.equals("start hangs")) { new java.util.concurrent.CountDownLatch(1).await(); }
                String version = context.getBundle().getVersion().toString();
                context.registerService(LightRagFactory.class, new LightRagFactory() {
                  public String engineVersion() { return version; }
                  public Engine open(EngineContext around) {
                    return (Engine) java.lang.reflect.Proxy.newProxyInstance(Broken.class.getClassLoader(),
                        new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                          if (how.equals("calls hang")) { new java.util.concurrent.CountDownLatch(1).await(); }
                          throw new IllegalStateException("every call fails");
                        });
                  }
                }, null);
              }
              public void stop(BundleContext context) {}
            }
            """;

    private final String engine;
    private final Path classes;

    /**
     * @param engine the built jar
     * @param libraries jars to compile against
     * @param work for class files
     */
    EngineJars(String engine, String libraries, Path work) throws IOException {
        this.engine = engine;
        this.classes = Files.createDirectories(work.resolve("broken-classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///Broken.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignore) {
                        return ACTIVATOR;
                    }
                };
        if (!compiler.getTask(null, null, null, List.of("-cp", libraries, "-d", classes.toString()), null, List.of(source)).call()) {
            throw new IOException("the broken engine does not compile");
        }
    }

    /** The same engine under another version. */
    byte[] sound(String version) throws IOException {
        return rewrite(version, Map.of(), true);
    }

    /** Name of what is wrong by jar. */
    Map<String, byte[]> broken() throws IOException {
        Map<String, byte[]> jars = new LinkedHashMap<>();
        try (JarFile in = new JarFile(engine)) {
            String imports = in.getManifest().getMainAttributes().getValue("Import-Package");
            jars.put("does not resolve", rewrite("9.3.0", Map.of("Import-Package", imports + ",nowhere.to.be.found"), true));
        }
        jars.put("lacks a class", rewrite("9.4.0", Map.of(), false));
        int minor = 5;
        for (String how : List.of("start throws", "calls throw", "calls hang", "start hangs")) {
            jars.put(how, own("9." + minor++ + ".0", how));
        }
        return jars;
    }

    private byte[] rewrite(String version, Map<String, String> headers, boolean complete) throws IOException {
        try (JarFile in = new JarFile(engine)) {
            Manifest manifest = new Manifest(in.getManifest());
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            headers.forEach(manifest.getMainAttributes()::putValue);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry : Collections.list(in.entries())) {
                    boolean left = !complete && entry.getName().endsWith("/QueryEngine.class");
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME) && !left) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        in.getInputStream(entry).transferTo(out);
                    }
                }
            }
            return bytes.toByteArray();
        }
    }

    private byte[] own(String version, String how) throws IOException {
        Manifest manifest = new Manifest();
        Attributes header = manifest.getMainAttributes();
        header.putValue("Manifest-Version", "1.0");
        header.putValue("Bundle-ManifestVersion", "2");
        header.putValue("Bundle-SymbolicName", "lightrag.engine");
        header.putValue("Bundle-Version", version);
        header.putValue("Bundle-Activator", "Broken");
        header.putValue("Test-Behaviour", how);
        header.putValue("Provide-Capability", "osgi.service;objectClass:List<String>=\"lightrag.spi.engine.LightRagFactory\"");
        header.putValue("Import-Package", "org.osgi.framework,lightrag.api,lightrag.spi.engine");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, manifest);
                Stream<Path> files = Files.list(classes)) {
            for (Path file : files.sorted().toList()) {
                out.putNextEntry(new JarEntry(file.getFileName().toString()));
                Files.copy(file, out);
            }
        }
        return bytes.toByteArray();
    }
}
