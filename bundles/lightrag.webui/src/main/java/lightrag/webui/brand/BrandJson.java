package lightrag.webui.brand;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What pages are told.
 *
 * @param title of all pages
 * @param assets path of the logos as clients see it
 */
public record BrandJson(String title, String description, String assets) {

    /** A server without texts of its operator. */
    public JsonNode plain() {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("customized", false);
        writeTitles(body.putObject("brand"));
        return body;
    }

    /**
     * @param locale language tag, or empty for the brand's standard
     * @throws BrandException it is no language tag
     */
    public JsonNode of(Brand brand, String locale) throws BrandException {
        LanguageTag asked = locale.isEmpty() ? brand.standard() : LanguageTag.of(locale);
        Brand.Choice choice = brand.choose(asked);
        LocalTexts texts = choice.texts();
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("customized", true);
        body.put("requested_locale", asked.value());
        body.put("locale", choice.language().value());
        body.put("fallback_used", choice.fallback());
        body.put("direction", choice.language().direction());
        writeBrand(body.putObject("brand"), texts);
        writeText(body, "welcome", Optional.of(texts.welcome()));
        writeText(body, "query_empty", Optional.of(texts.queryEmpty()));
        writeText(body, "login", texts.login());
        writeText(body, "agreements", texts.agreements());
        put(body, "consent_documents", texts.consentDocuments());
        body.put("consent_required", texts.consentRequired());
        return body;
    }

    private void writeTitles(ObjectNode node) {
        node.put("title", title);
        node.put("description", description);
    }

    private void writeBrand(ObjectNode node, LocalTexts texts) {
        writeTitles(node);
        put(node, "logo_url", texts.logo().map(logo -> assets + logo.path()));
        put(node, "logo_alt", texts.logo().map(logo -> texts.logoAlt()));
        put(node, "copyright", texts.copyright());
    }

    private static void writeText(ObjectNode body, String name, Optional<String> markdown) {
        markdown.ifPresentOrElse(
                text -> body.putObject(name).put("format", "markdown").put("content", text),
                () -> body.putNull(name));
    }

    private static void put(ObjectNode node, String name, Optional<String> value) {
        value.ifPresentOrElse(text -> node.put(name, text), () -> node.putNull(name));
    }
}
