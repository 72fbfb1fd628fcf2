package lightrag.webui;

import java.nio.file.Path;
import java.util.Optional;
import lightrag.webui.brand.Brand;
import lightrag.webui.brand.BrandException;
import lightrag.webui.brand.BrandReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's texts and logos as they were at start. Where they can't be used nothing else is
 * shown in their place: they may ask for consent, which must not be left out silently.
 */
sealed interface BrandSource {
    Logger LOG = LoggerFactory.getLogger(BrandSource.class);

    /** Texts were asked for and can't be used. */
    final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** A logo's bytes and media type. */
    record Image(String type, byte[] content) {}

    /**
     * @return empty when the operator has none
     */
    Optional<Brand> brand() throws UnusableException;

    /**
     * @param path {@code <digest>/<id>}
     */
    default Optional<Image> image(String path) {
        return Optional.empty();
    }

    static BrandSource of(WebUiConfig config) {
        if (config.ui_templates_dir().isBlank()) {
            return new None();
        }
        try {
            Optional<Brand> brand = BrandReader.read(Path.of(config.ui_templates_dir()));
            if (brand.isEmpty()) {
                LOG.warn("UI_TEMPLATES_DIR holds no manifest.json yet: pages show their own texts");
            }
            return brand.<BrandSource>map(Loaded::new).orElseGet(None::new);
        } catch (BrandException e) {
            LOG.error("UI_TEMPLATES_DIR can't be used: {}", e.getMessage());
            return new Unusable();
        }
    }

    /** No operator's texts. */
    record None() implements BrandSource {
        @Override
        public Optional<Brand> brand() {
            return Optional.empty();
        }
    }

    /** All of them. */
    record Loaded(Brand texts) implements BrandSource {
        @Override
        public Optional<Brand> brand() {
            return Optional.of(texts);
        }

        @Override
        public Optional<Image> image(String path) {
            return texts.logo(path).map(logo -> new Image(logo.type(), logo.content()));
        }
    }

    /** The log says why. */
    record Unusable() implements BrandSource {
        @Override
        public Optional<Brand> brand() throws UnusableException {
            throw new UnusableException();
        }
    }
}
