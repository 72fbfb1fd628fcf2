package lightrag.documents.office.ooxml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import lightrag.documents.office.UnreadableException;

/** An Office file: parts by name, with relations among them. */
public final class OfficePackage implements AutoCloseable {

    private final ZipFile zip;

    private OfficePackage(ZipFile zip) {
        this.zip = zip;
    }

    /**
     * @throws UnreadableException it is no such file, or would unpack to too much
     */
    public static OfficePackage open(byte[] content, ZipBudget budget) throws IOException {
        ZipFile zip = zip(content);
        try {
            budget.checkCount(zip.size());
            budget.check(Collections.list(zip.entries()), content.length);
            return new OfficePackage(zip);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** The file is deleted as soon as it is open: a killed server leaves no copy of a document. */
    private static ZipFile zip(byte[] content) throws IOException {
        Path copy = Files.createTempFile("lightrag-", ".zip");
        try {
            Files.write(copy, content);
            return new ZipFile(copy.toFile(), ZipFile.OPEN_READ | ZipFile.OPEN_DELETE);
        } catch (ZipException e) {
            throw new UnreadableException(
                    "is no Office file of this type, or is damaged or encrypted; save it anew"
                            + " without a password and send it again.");
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** Name of the part that the file is about. */
    public String mainPart() throws IOException {
        return relations("").values().stream()
                .filter(relation -> relation.type().endsWith("/officeDocument"))
                .map(Relation::target)
                .findFirst()
                .orElseThrow(() -> new UnreadableException("has no main part; it is damaged."));
    }

    /** Whether there is such a part. */
    public boolean has(String part) {
        return zip.getEntry(part) != null;
    }

    /**
     * @throws UnreadableException there is no such part
     */
    public XmlPart part(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new UnreadableException("lacks its part " + name + "; it is damaged.");
        }
        return new XmlPart(new DeclaredSize(zip.getInputStream(entry), entry.getSize()));
    }

    /**
     * Relations of a part by id; of the whole file by the empty name. Only those within the file.
     */
    public Map<String, Relation> relations(String part) throws IOException {
        int slash = part.lastIndexOf('/') + 1;
        String folder = part.substring(0, slash);
        String name = folder + "_rels/" + part.substring(slash) + ".rels";
        Map<String, Relation> relations = new LinkedHashMap<>();
        if (has(name)) {
            try (XmlPart xml = part(name)) {
                xml.root();
                xml.children(() -> relation(xml, folder).ifPresent(r -> relations.put(r.id(), r)));
            }
        }
        return relations;
    }

    private static Optional<Relation> relation(XmlPart xml, String folder) {
        boolean outside = xml.attribute("TargetMode").equals("External");
        String target = xml.attribute("Target");
        return xml.name().equals("Relationship")
                ? Optional.of(
                        new Relation(
                                xml.attribute("Id"),
                                xml.attribute("Type"),
                                outside ? target : resolved(folder, target),
                                outside))
                : Optional.empty();
    }

    private static String resolved(String folder, String target) {
        String path = target.startsWith("/") ? target.substring(1) : folder + target;
        return Path.of(path).normalize().toString().replace('\\', '/');
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /**
     * Where a part leads to.
     *
     * @param target name of a part, or an address when it is outside
     */
    public record Relation(String id, String type, String target, boolean outside) {}

    /** Ends a member that unpacks to more than its declared size, which the budget counted. */
    private static final class DeclaredSize extends java.io.FilterInputStream {
        private long left;

        DeclaredSize(InputStream in, long size) {
            super(in);
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) throws UnreadableException {
            left -= read;
            if (left < 0) {
                throw new UnreadableException(
                        "has a member that unpacks to more than it declares; it is damaged.");
            }
        }
    }
}
