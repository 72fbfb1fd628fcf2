package lightrag.webui;

import static lightrag.webui.PageServer.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BrandServletTest {
    private static final String SVG =
            """
            <?xml version="1.0"?><!-- don't > stop --><!DOCTYPE svg [<!ENTITY x "y">]>
            <svg xmlns="http://www.w3.org/2000/svg" a="&x;"/>
            """;

    private static final String MANIFEST =
            """
            {"schema_version": 1, "default_locale": "en", "fallbacks": {"pt": ["de"]},
             "brand": {"logo": "logo.svg", "copyright": "(c) Lab"},
             "locales": {
               "en": {"welcome": "w.md", "query_empty": "q.md", "logo_alt": "Lab", "login": "l.md",
                      "agreements": "a.md", "consent_documents": "Terms"},
               "de": {"welcome": "w.md", "query_empty": "q.md", "logo_alt": "Labor", "logo": null,
                      "copyright": null, "login": null}}}
            """;

    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("manifest.json"), MANIFEST);
        Files.writeString(folder.resolve("logo.svg"), SVG);
        for (String text : new String[] {"w", "q", "l", "a"}) {
            Files.writeString(folder.resolve(text + ".md"), "# " + text);
        }
        Files.writeString(folder.resolve("blank.md"), " \n");
    }

    private PageServer serve(Map<String, Object> settings) {
        WebUiConfig config = TestConfig.of(settings);
        return new PageServer(
                Map.of("/ui/customization/*", new BrandServlet(BrandSource.of(config), config)));
    }

    private PageServer serveFolder() {
        return serve(Map.of("ui_templates_dir", folder.toString(), "lightrag_api_prefix", "site/"));
    }

    private static JsonNode tree(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    @Test
    void withoutAFolderItIsPlain() {
        try (PageServer server = serve(Map.of("webui_title", "Ours"))) {
            HttpResponse<String> response = server.get("/ui/customization?locale=zh_TW");
            JsonNode body = tree(response);
            assertThat(body.propertyNames()).containsExactly("customized", "brand");
            assertThat(body.get("customized").asBoolean()).isFalse();
            assertThat(body.at("/brand/title").asString()).isEqualTo("Ours");
            assertThat(body.at("/brand/description").asString()).isNotBlank();
            assertThat(header(response, "cache-control")).isEqualTo("no-store");
        }
    }

    @Test
    void aFolderWithoutManifestIsPlainToo() throws IOException {
        Files.delete(folder.resolve("manifest.json"));
        try (PageServer server = serveFolder()) {
            assertThat(tree(server.get("/ui/customization")).get("customized").asBoolean())
                    .isFalse();
        }
    }

    @Test
    void textsComeInTheNearestLanguage() {
        try (PageServer server = serveFolder()) {
            JsonNode english = tree(server.get("/ui/customization"));
            assertThat(english.get("requested_locale").asString()).isEqualTo("en");
            assertThat(english.get("fallback_used").asBoolean()).isFalse();
            assertThat(english.get("consent_required").asBoolean()).isTrue();
            assertThat(english.at("/welcome/format").asString()).isEqualTo("markdown");
            assertThat(english.at("/welcome/content").asString()).isEqualTo("# w");
            JsonNode fallback = tree(server.get("/ui/customization?locale=pt"));
            assertThat(fallback.get("locale").asString()).isEqualTo("de");
            assertThat(fallback.get("fallback_used").asBoolean()).isTrue();
            assertThat(fallback.get("consent_required").asBoolean()).isFalse();
            assertThat(fallback.get("login").isNull()).isTrue();
            assertThat(fallback.at("/brand/logo_url").isNull()).isTrue();
            assertThat(fallback.at("/brand/logo_alt").isNull()).isTrue();
            assertThat(fallback.at("/brand/copyright").isNull()).isTrue();
            JsonNode other = tree(server.get("/ui/customization?locale=fr"));
            assertThat(other.get("locale").asString()).isEqualTo("en");
            assertThat(server.get("/ui/customization?locale=zh_TW").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void logosAreSafeAndKeptForEver() {
        try (PageServer server = serveFolder()) {
            String url = tree(server.get("/ui/customization")).at("/brand/logo_url").asString();
            assertThat(url).startsWith("/site/ui/customization/assets/");
            HttpResponse<String> logo = server.get(url.substring("/site".length()));
            assertThat(logo.statusCode()).isEqualTo(200);
            assertThat(logo.body()).isEqualTo(SVG);
            assertThat(header(logo, "content-type")).isEqualTo("image/svg+xml");
            assertThat(header(logo, "cache-control"))
                    .isEqualTo("public, max-age=31536000, immutable");
            assertThat(header(logo, "x-content-type-options")).isEqualTo("nosniff");
            assertThat(header(logo, "content-security-policy"))
                    .isEqualTo("default-src 'none'; style-src 'unsafe-inline'; sandbox");
            HttpResponse<String> unknown = server.get("/ui/customization/assets/0/brand-logo");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).isEqualTo("{\"detail\":\"Unknown asset\"}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schema_version\": 1 | \"schema_version\": 2",
                "\"welcome\": \"w.md\" | \"welcom\": \"w.md\"",
                "\"w.md\" | \"../w.md\"",
                "\"w.md\" | \"missing.md\"",
                "\"logo\": \"logo.svg\" | \"logo\": \"w.md\"",
                "\"logo\": \"logo.svg\", | ''",
                "\"l.md\" | \"blank.md\"",
                "\"Terms\" | \" \"",
                "\"default_locale\": \"en\" | \"default_locale\": \"fr\"",
                "[\"de\"] | [\"fr\"]",
                "[\"de\"] | []",
                "[\"de\"] | [\"de\", \"de\"]",
                "\"de\": { | \"DE\": {",
                "\"schema_version\" | schema_version",
            })
    void aFolderWithAMistakeIsRefusedAsAWhole(String good, String bad) throws IOException {
        Files.writeString(folder.resolve("manifest.json"), MANIFEST.replace(good, bad));
        try (PageServer server = serveFolder()) {
            assertThat(server.get("/ui/customization").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void filesOutsideAndAMissingFolderAreRefused() throws IOException {
        Files.delete(folder.resolve("w.md"));
        Path outside = Files.createTempFile("outside", ".md");
        Files.createSymbolicLink(folder.resolve("w.md"), outside);
        try (PageServer server = serveFolder()) {
            assertThat(server.get("/ui/customization").statusCode()).isEqualTo(503);
        } finally {
            Files.delete(outside);
        }
        try (PageServer server = serve(Map.of("ui_templates_dir", folder + "/missing"))) {
            assertThat(server.get("/ui/customization").statusCode()).isEqualTo(503);
        }
    }
}
