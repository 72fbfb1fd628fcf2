package lightrag.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A jar that says of itself that it is a bundle.
 *
 * @param capabilities as its header says
 * @param digest SHA-256, hexadecimal
 */
record BundleJar(
        Path file, String symbolicName, Version version, String capabilities, String digest) {

    /**
     * @throws RefusedException it is no bundle
     */
    static BundleJar read(Path file) throws RefusedException {
        Attributes header = header(file);
        String name = value(header, Constants.BUNDLE_SYMBOLICNAME).replaceAll(";.*", "").strip();
        if (name.isEmpty()) {
            throw new RefusedException("This jar is no OSGi bundle: it has no symbolic name.");
        }
        return new BundleJar(
                file,
                name,
                version(value(header, Constants.BUNDLE_VERSION)),
                value(header, Constants.PROVIDE_CAPABILITY),
                digest(file));
    }

    private static Version version(String text) throws RefusedException {
        try {
            return Version.parseVersion(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("Its version is none: " + text, e);
        }
    }

    /** Whether bnd found a component in it that provides a service. */
    boolean provides(Class<?> service) {
        return capabilities.contains(service.getName());
    }

    private static Attributes header(Path file) throws RefusedException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return Optional.ofNullable(jar.getManifest())
                    .map(Manifest::getMainAttributes)
                    .orElseGet(Attributes::new);
        } catch (IOException e) {
            throw new RefusedException("This file is no readable jar: " + e.getMessage(), e);
        }
    }

    private static String value(Attributes header, String name) {
        return Optional.ofNullable(header.getValue(name)).orElse("");
    }

    private static String digest(Path file) throws RefusedException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digesting =
                        new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (IOException e) {
            throw new RefusedException("This file can't be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
