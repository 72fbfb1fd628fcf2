package lightrag.deploy;

import java.nio.file.Path;
import lightrag.spi.engine.LightRagFactory;

/**
 * A jar that says of itself that it is an engine.
 *
 * @param version as its engine will name it: without a qualifier
 * @param digest SHA-256, hexadecimal
 */
record EngineJar(Path file, String symbolicName, String version, String digest) {

    /**
     * @throws RefusedException it is no engine bundle
     */
    static EngineJar read(Path file) throws RefusedException {
        return of(BundleJar.read(file));
    }

    /**
     * @throws RefusedException it is no engine
     */
    static EngineJar of(BundleJar jar) throws RefusedException {
        if (!jar.provides(LightRagFactory.class)) {
            throw new RefusedException(
                    "Bundle "
                            + jar.symbolicName()
                            + " is no engine and no storage binding; only these are exchanged while"
                            + " the server runs, other bundles at its next start.");
        }
        return new EngineJar(
                jar.file(),
                jar.symbolicName(),
                jar.version().getMajor()
                        + "."
                        + jar.version().getMinor()
                        + "."
                        + jar.version().getMicro(),
                jar.digest());
    }
}
