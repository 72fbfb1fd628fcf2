package lightrag.webui.brand;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An image. Its address carries its digest, so that browsers may keep it for ever. */
public final class Logo {
    private final String id;
    private final String type;
    private final byte[] content;

    private Logo(String id, String type, byte[] content) {
        this.id = id;
        this.type = type;
        this.content = content;
    }

    /**
     * @param content kept, not copied
     * @return empty when it is neither PNG, JPEG, WebP nor SVG, whatever the file is called
     */
    static Optional<Logo> of(String id, byte[] content) {
        return typeOf(content).map(type -> new Logo(id, type, content));
    }

    String id() {
        return id;
    }

    public String type() {
        return type;
    }

    public byte[] content() {
        return content.clone();
    }

    /** Path below the assets: {@code <digest>/<id>}. */
    String path() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest) + "/" + id;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Optional<String> typeOf(byte[] content) {
        if (startsWith(content, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of("image/png");
        } else if (startsWith(content, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        } else if (startsWith(content, 0, "RIFF") && startsWith(content, 8, "WEBP")) {
            return Optional.of("image/webp");
        }
        return isSvg(content) ? Optional.of("image/svg+xml") : Optional.empty();
    }

    private static boolean startsWith(byte[] content, int at, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        return content.length >= at + wanted.length
                && Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length);
    }

    /** Whether an XML parser finds an svg element first; nothing outside the file is read. */
    private static boolean isSvg(byte[] content) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(content));
            while (!xml.isStartElement()) {
                xml.next();
            }
            return xml.getLocalName().equals("svg");
        } catch (XMLStreamException | RuntimeException e) {
            return false;
        }
    }
}
