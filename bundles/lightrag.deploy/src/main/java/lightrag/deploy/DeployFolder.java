package lightrag.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import lightrag.api.ConflictException;
import lightrag.tenant.control.Deployment;
import lightrag.tenant.control.Deployments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jars that somebody drops into a folder. One that is still being written is left alone: it must
 * look the same at two looks and be a readable zip, whose directory is at its end. A jar that was
 * taken in leaves the folder; a refused one is put aside with the reason beside it.
 */
final class DeployFolder {

    private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);
    private static final String REFUSED = "refused";

    /** A file that looks the same this often and is no zip will not become one. */
    private static final int PATIENCE = 60;

    private final Path folder;
    private final Deployments deployments;
    private final Map<Path, Look> seen = new HashMap<>();

    private record Look(long size, FileTime modified, int same) {

        static Look at(Path file) throws IOException {
            return new Look(Files.size(file), Files.getLastModifiedTime(file), 0);
        }

        /** The same file as at an earlier look: once more the same, or changed. */
        Look after(Look before) {
            boolean unchanged = size == before.size && modified.equals(before.modified);
            return new Look(size, modified, unchanged ? before.same + 1 : 0);
        }
    }

    DeployFolder(Path folder, Deployments deployments) {
        this.folder = folder;
        this.deployments = deployments;
    }

    /** Takes in what is complete. Called again and again, by one thread at a time. */
    void look() {
        List<Path> jars = jars();
        seen.keySet().retainAll(jars);
        for (Path jar : jars) {
            try {
                Look first = Look.at(jar);
                Look now =
                        seen.containsKey(jar) ? first.after(seen.getOrDefault(jar, first)) : first;
                seen.put(jar, now);
                if (now.same > 0 && (isZip(jar) || now.same > PATIENCE)) {
                    deploy(jar);
                }
            } catch (IOException e) {
                LOG.debug("{} is looked at again", jar, e);
            }
        }
    }

    private List<Path> jars() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isZip(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void deploy(Path jar) throws IOException {
        Deployment outcome;
        try (InputStream in = Files.newInputStream(jar)) {
            outcome = deployments.deploy(jar.getFileName().toString(), in, true);
        } catch (ConflictException e) {
            LOG.debug("{} waits for another deployment", jar);
            return;
        }
        if (outcome.outcome() == Deployment.Outcome.REFUSED) {
            putAside(jar, outcome.message());
        } else {
            Files.deleteIfExists(jar);
        }
        seen.remove(jar);
    }

    private void putAside(Path jar, String reason) throws IOException {
        Path aside = Files.createDirectories(folder.resolve(REFUSED));
        Path target = aside.resolve(jar.getFileName());
        Files.move(jar, target, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(aside.resolve(jar.getFileName() + ".txt"), reason + "\n");
    }
}
