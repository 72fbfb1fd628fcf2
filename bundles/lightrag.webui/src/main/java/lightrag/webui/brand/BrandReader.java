package lightrag.webui.brand;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code manifest.json} and the files it names; all of it is good, or none is used. */
public final class BrandReader {
    private static final int SCHEMA = 1;

    private final BrandFolder folder;
    private final List<Logo> logos = new ArrayList<>();

    private BrandReader(BrandFolder folder) {
        this.folder = folder;
    }

    /**
     * Reads a folder.
     *
     * @return empty when it holds no manifest yet
     * @throws BrandException the folder is missing, or anything in it can't be used
     */
    public static Optional<Brand> read(Path folder) throws BrandException {
        BrandFolder files = new BrandFolder(folder);
        return files.isEmpty() ? Optional.empty() : Optional.of(new BrandReader(files).brand());
    }

    private Brand brand() throws BrandException {
        Manifest manifest =
                manifest()
                        .only(
                                Set.of("schema_version", "default_locale", "brand", "locales"),
                                Set.of("fallbacks"));
        JsonNode version = manifest.value("schema_version");
        if (!version.isIntegralNumber() || version.asInt() != SCHEMA) {
            throw new BrandException("schema_version has to be " + SCHEMA);
        }
        Manifest brand = manifest.object("brand").only(Set.of("logo"), Set.of("copyright"));
        Map<LanguageTag, LocalTexts> texts = locales(manifest.object("locales"), brand);
        LanguageTag standard = LanguageTag.of(manifest.required("default_locale"));
        if (!texts.containsKey(standard)) {
            throw new BrandException("default_locale is none of the locales");
        }
        return new Brand(standard, texts, fallbacks(manifest, texts.keySet()), logos);
    }

    private Manifest manifest() throws BrandException {
        try {
            JsonNode tree =
                    JsonMapper.shared()
                            .readTree(folder.text(BrandFolder.MANIFEST, BrandFolder.MANIFEST));
            return Manifest.of(tree, "manifest");
        } catch (JacksonException e) {
            throw new BrandException("manifest.json is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private Map<LanguageTag, LocalTexts> locales(Manifest locales, Manifest brand)
            throws BrandException {
        Optional<Logo> logo = logo(brand, "brand-logo");
        Optional<String> copyright = copyright(brand);
        Map<LanguageTag, LocalTexts> texts = new LinkedHashMap<>();
        for (String name : locales.node().propertyNames()) {
            LanguageTag tag = LanguageTag.of(name);
            if (!tag.value().equals(name)) {
                throw new BrandException(locales.path(name) + " has to be written " + tag.value());
            }
            texts.put(tag, local(locales.object(name), tag, logo, copyright));
        }
        return texts;
    }

    private LocalTexts local(
            Manifest entry, LanguageTag tag, Optional<Logo> logo, Optional<String> copyright)
            throws BrandException {
        entry.only(
                Set.of("welcome", "query_empty", "logo_alt"),
                Set.of("logo", "copyright", "login", "agreements", "consent_documents"));
        return new LocalTexts(
                folder.text(entry.required("welcome"), entry.path("welcome")),
                folder.text(entry.required("query_empty"), entry.path("query_empty")),
                notBlank(entry, "login"),
                notBlank(entry, "agreements"),
                entry.wording("consent_documents"),
                entry.has("logo") ? logo(entry, "logo-" + tag.value()) : logo,
                entry.required("logo_alt"),
                entry.has("copyright") ? copyright(entry) : copyright);
    }

    /**
     * Whether these texts exist decides whether consent is asked for, so blank ones are mistakes.
     */
    private Optional<String> notBlank(Manifest entry, String name) throws BrandException {
        Optional<String> path = entry.text(name);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        String text = folder.text(path.get(), entry.path(name));
        if (text.isBlank()) {
            throw new BrandException(entry.path(name) + ": '" + path.get() + "' is blank");
        }
        return Optional.of(text);
    }

    private Optional<Logo> logo(Manifest owner, String id) throws BrandException {
        Optional<String> path = owner.text("logo");
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Logo logo = folder.logo(path.get(), id, owner.path("logo"));
        logos.add(logo);
        return Optional.of(logo);
    }

    private static Optional<String> copyright(Manifest owner) throws BrandException {
        return owner.text("copyright").map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Targets have texts, so that one step always is enough. */
    private static Map<LanguageTag, List<LanguageTag>> fallbacks(
            Manifest manifest, Set<LanguageTag> known) throws BrandException {
        Map<LanguageTag, List<LanguageTag>> fallbacks = new HashMap<>();
        if (manifest.value("fallbacks").isMissingNode() || manifest.value("fallbacks").isNull()) {
            return fallbacks;
        }
        Manifest sources = manifest.object("fallbacks");
        for (String source : sources.node().propertyNames()) {
            List<LanguageTag> targets = new ArrayList<>();
            for (JsonNode target : sources.value(source)) {
                targets.add(LanguageTag.of(target.isString() ? target.stringValue() : ""));
            }
            boolean repeated = Set.copyOf(targets).size() < targets.size();
            if (targets.isEmpty() || repeated || !known.containsAll(targets)) {
                throw new BrandException(
                        sources.path(source) + " has to be a list of locales, each once");
            }
            if (fallbacks.put(LanguageTag.of(source), targets) != null) {
                throw new BrandException(sources.path(source) + " is there twice");
            }
        }
        return fallbacks;
    }
}
