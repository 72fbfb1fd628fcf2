package lightrag.webui.brand;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything a folder of texts and logos says. */
public final class Brand {
    private final LanguageTag standard;
    private final Map<LanguageTag, LocalTexts> texts;
    private final Map<LanguageTag, List<LanguageTag>> fallbacks;
    private final Map<String, Logo> logos = new HashMap<>();

    /**
     * @param standard has texts
     * @param fallbacks whose targets have texts
     */
    Brand(
            LanguageTag standard,
            Map<LanguageTag, LocalTexts> texts,
            Map<LanguageTag, List<LanguageTag>> fallbacks,
            List<Logo> logos) {
        this.standard = standard;
        this.texts = Map.copyOf(texts);
        this.fallbacks = Map.copyOf(fallbacks);
        logos.forEach(logo -> this.logos.put(logo.path(), logo));
    }

    /**
     * Texts in the language nearest to the one asked for.
     *
     * @param fallback whether it is another one
     */
    record Choice(LanguageTag language, LocalTexts texts, boolean fallback) {}

    LanguageTag standard() {
        return standard;
    }

    Choice choose(LanguageTag asked) {
        LocalTexts exact = texts.get(asked);
        if (exact != null) {
            return new Choice(asked, exact, false);
        }
        LanguageTag nearest = fallbacks.getOrDefault(asked, List.of(standard)).getFirst();
        return new Choice(nearest, texts.getOrDefault(nearest, standardTexts()), true);
    }

    private LocalTexts standardTexts() {
        LocalTexts found = texts.get(standard);
        if (found == null) {
            throw new IllegalStateException("the standard language has no texts");
        }
        return found;
    }

    /**
     * @param path {@code <digest>/<id>}
     */
    public Optional<Logo> logo(String path) {
        return Optional.ofNullable(logos.get(path));
    }
}
