package lightrag.documents.office.ooxml;

import java.util.Map;
import java.util.zip.ZipEntry;
import lightrag.documents.office.UnreadableException;

/**
 * What an archive may unpack to, by the sizes it declares. A limit of 0 or less is none; such a
 * floor exempts nothing.
 *
 * @param uncompressed bytes of all members together
 * @param ratio uncompressed bytes to one compressed byte
 * @param floor bytes that may go beyond the ratio, so that small files are left alone
 * @param entries members
 */
public record ZipBudget(long uncompressed, long ratio, long floor, long entries) {

    /** The reference's limits. */
    public static final ZipBudget DEFAULT = new ZipBudget(512L << 20, 100, 16L << 20, 10_000);

    /** The limits of a workspace. */
    public static ZipBudget of(Map<String, String> settings) {
        return new ZipBudget(
                number(settings, "docx.max.uncompressed.bytes", DEFAULT.uncompressed),
                number(settings, "docx.max.compression.ratio", DEFAULT.ratio),
                number(settings, "docx.ratio.floor.bytes", DEFAULT.floor),
                number(settings, "docx.max.entries", DEFAULT.entries));
    }

    private static long number(Map<String, String> settings, String name, long otherwise) {
        String value = settings.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : Long.parseLong(value);
    }

    /**
     * @param archive its size in bytes
     * @throws UnreadableException the members would unpack to too much
     */
    void check(Iterable<? extends ZipEntry> members, long archive) throws UnreadableException {
        long total = 0;
        long excess = 0;
        long overCompressed = 0;
        for (ZipEntry member : members) {
            long size = Math.max(0, member.getSize());
            long compressed = Math.max(0, member.getCompressedSize());
            total = Math.addExact(total, size);
            long fair = ratio > 0 ? Math.multiplyExact(compressed, ratio) : size;
            if (size > fair) {
                excess += size - fair;
                overCompressed += compressed;
            }
        }
        if (uncompressed > 0 && total > uncompressed) {
            throw refused(total, "at most " + uncompressed, "DOCX_MAX_UNCOMPRESSED_BYTES");
        }
        long allowance = Math.max(0, floor) + Math.max(0, archive - overCompressed);
        boolean tooDense = total > floor && total > archive * ratio;
        if (ratio > 0 && (excess > allowance || tooDense)) {
            throw refused(
                    total, ratio + " times its size of " + archive, "DOCX_MAX_COMPRESSION_RATIO");
        }
    }

    void checkCount(long members) throws UnreadableException {
        if (entries > 0 && members > entries) {
            throw new UnreadableException(
                    "is an archive of "
                            + members
                            + " members, allowed are "
                            + entries
                            + " (DOCX_MAX_ENTRIES).");
        }
    }

    private static UnreadableException refused(long total, String allowed, String setting) {
        return new UnreadableException(
                "would unpack to "
                        + total
                        + " bytes, allowed are "
                        + allowed
                        + " ("
                        + setting
                        + ").");
    }
}
