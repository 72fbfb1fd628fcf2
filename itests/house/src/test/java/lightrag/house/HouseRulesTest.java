package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.osgi.Domain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The doors of the house: what a room may import and export, read from the built manifests. */
class HouseRulesTest {

    private static final Set<String> CONTRACTS =
            Set.of("lightrag.api", "lightrag.spi", "lightrag.tenant");
    private static final Map<String, Domain> ROOMS = new TreeMap<>();

    @BeforeAll
    static void readManifests() throws IOException {
        try (Stream<Path> folders = Files.list(Repository.root().resolve("bundles"))) {
            for (Path folder : folders.toList()) {
                Path manifest = folder.resolve("target/classes/META-INF/MANIFEST.MF");
                assertThat(manifest).as("every room is built before this test").exists();
                try (var in = Files.newInputStream(manifest)) {
                    ROOMS.put(folder.getFileName().toString(), Domain.domain(new Manifest(in)));
                }
            }
        }
    }

    @Test
    void folderIsSymbolicName() {
        ROOMS.forEach(
                (folder, manifest) ->
                        assertThat(manifest.getBundleSymbolicName().getKey()).isEqualTo(folder));
    }

    @Test
    void onlyContractsExport() {
        ROOMS.forEach(
                (room, manifest) -> {
                    if (CONTRACTS.contains(room)) {
                        assertThat(manifest.getExportPackage().keySet()).as(room).isNotEmpty();
                    } else {
                        assertThat(manifest.getExportPackage().keySet())
                                .as("exports of " + room)
                                .isEmpty();
                    }
                });
    }

    @Test
    void roomsImportOnlyWhatTheTableAllows() throws IOException {
        Map<String, Set<String>> allowed = allowedImports();
        assertThat(allowed.keySet()).as("the table names every room").isEqualTo(ROOMS.keySet());
        ROOMS.forEach(
                (room, manifest) -> {
                    Set<String> used = new TreeSet<>();
                    for (String name : manifest.getImportPackage().keySet()) {
                        owner(name).filter(owner -> !owner.equals(room)).ifPresent(used::add);
                    }
                    assertThat(allowed.get(room)).as("imports of " + room).containsAll(used);
                });
    }

    @Test
    void routersKnowNothingOfTenantsOrEngines() {
        Set<String> imported = ROOMS.get("lightrag.rest").getImportPackage().keySet();
        assertThat(imported)
                .contains("lightrag.api")
                .noneMatch(
                        name ->
                                name.startsWith("lightrag.spi")
                                        || name.startsWith("lightrag.tenant")
                                        || name.startsWith("lightrag.auth")
                                        || name.startsWith("lightrag.proxy")
                                        || name.startsWith("lightrag.manager")
                                        || name.startsWith("lightrag.engine"));
    }

    @Test
    void noImplementationTypeIsShared() {
        Map<String, String> packageOwner = new LinkedHashMap<>();
        ROOMS.forEach(
                (room, manifest) -> {
                    Set<String> own = new LinkedHashSet<>(manifest.getPrivatePackage().keySet());
                    own.addAll(manifest.getExportPackage().keySet());
                    for (String name : own) {
                        if (name.startsWith("lightrag.")) {
                            assertThat(packageOwner.put(name, room))
                                    .as("second owner of " + name)
                                    .isNull();
                        }
                    }
                });
    }

    /** The third column of the table of rooms in docs/architecture.md. */
    private static Map<String, Set<String>> allowedImports() throws IOException {
        Map<String, Set<String>> table = new TreeMap<>();
        String page = Files.readString(Repository.root().resolve("docs/architecture.md"));
        String rooms =
                page.substring(page.indexOf("## Rooms"), page.indexOf("## How configuration"));
        for (String line : rooms.lines().toList()) {
            String[] cells = line.split("\\|");
            if (cells.length == 4 && cells[1].strip().startsWith("`lightrag.")) {
                Set<String> imports = new TreeSet<>();
                for (String name : cells[3].strip().split(", *")) {
                    if (!name.equals("–")) {
                        imports.add("lightrag." + name);
                    }
                }
                table.put(cells[1].strip().replace("`", ""), imports);
            }
        }
        return table;
    }

    private static java.util.Optional<String> owner(String packageName) {
        return ROOMS.keySet().stream()
                .filter(room -> packageName.equals(room) || packageName.startsWith(room + "."))
                .max(java.util.Comparator.comparingInt(String::length));
    }
}
