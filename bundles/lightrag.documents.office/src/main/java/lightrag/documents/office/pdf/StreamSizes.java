package lightrag.documents.office.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import lightrag.documents.office.UnreadableException;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;

/** Looks how much deflated streams hold before one is unpacked into memory. Pictures never are. */
final class StreamSizes {

    private static final long MOST = 128L << 20;

    private StreamSizes() {}

    /**
     * @throws UnreadableException a stream holds too much
     */
    static void check(COSDocument document) throws IOException {
        for (COSObjectKey key : List.copyOf(document.getXrefTable().keySet())) {
            COSObject object = document.getObjectFromPool(key);
            if (object != null
                    && object.getObject() instanceof COSStream stream
                    && !COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE))
                    && isDeflated(stream)) {
                check(stream);
            }
        }
    }

    private static boolean isDeflated(COSStream stream) {
        COSBase filters = stream.getFilters();
        COSBase first =
                filters instanceof COSArray list && list.size() > 0 ? list.getObject(0) : filters;
        return COSName.FLATE_DECODE.equals(first)
                || COSName.FLATE_DECODE_ABBREVIATION.equals(first);
    }

    private static void check(COSStream stream) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (InputStream in = new InflaterInputStream(stream.createRawInputStream())) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > MOST) {
                    throw new UnreadableException(
                            "has a part that unpacks to more than " + MOST + " bytes.");
                }
            }
        } catch (ZipException | java.io.EOFException e) {
            // damaged: PDFBox makes the best of what came so far, which was counted
        }
    }
}
