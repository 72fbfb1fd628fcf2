package lightrag.documents.office.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.jspecify.annotations.Nullable;

/** The one font for all that a file does not bring along; only its measures are used. */
final class OwnFont implements FontMapper {

    private static final String NAME =
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    /** Not a fallback, which PDFBox would warn of for every page. */
    private static final boolean MEANT = false;

    private final TrueTypeFont font;

    private OwnFont(TrueTypeFont font) {
        this.font = font;
    }

    static OwnFont load() {
        try (InputStream file = PDDocument.class.getResourceAsStream(NAME)) {
            if (file == null) {
                throw new IllegalStateException("PDFBox has no " + NAME);
            }
            return new OwnFont(new TTFParser().parse(new RandomAccessReadBuffer(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public FontMapping<TrueTypeFont> getTrueTypeFont(
            @Nullable String name, @Nullable PDFontDescriptor descriptor) {
        return new FontMapping<>(font, MEANT);
    }

    @Override
    public FontMapping<FontBoxFont> getFontBoxFont(
            @Nullable String name, @Nullable PDFontDescriptor descriptor) {
        return new FontMapping<>(font, MEANT);
    }

    @Override
    @SuppressWarnings("NullAway") // "null" is how PDFBox says that there is no OpenType font
    public CIDFontMapping getCIDFont(
            @Nullable String name,
            @Nullable PDFontDescriptor descriptor,
            @Nullable PDCIDSystemInfo system) {
        return new CIDFontMapping(null, font, MEANT);
    }
}
