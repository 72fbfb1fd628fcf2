package lightrag.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our description against the reference's: every path, method, parameter, field, default, limit and
 * status code. What differs is on a list with its reason; all else is a mistake.
 */
class OpenApiDifferencesTest {

    /** Texts are our own. */
    private static final Set<String> PROSE =
            Set.of("description", "summary", "title", "example", "examples");

    private static final String BLANK =
            "the reference refuses blank texts by a validator it does not describe";

    /** One kind of difference: where, and why it is meant. */
    private record Meant(Pattern where, String reason) {
        Meant(String where, String reason) {
            this(Pattern.compile(where), reason);
        }
    }

    private static final List<Meant> MEANT =
            List.of(
                    new Meant(
                            "missing /paths/.*/parameters(/api_key_header_value)?",
                            "an artefact of the reference without effect"),
                    new Meant(
                            "differs /paths/.*/security",
                            "keys are described whether or not one is configured, since users"
                                    + " files have them"),
                    new Meant(
                            "added /paths/.*/responses/(307|4..|5..)",
                            "every refusal is described"),
                    new Meant(
                            "added /paths/.*/responses/[0-9]+/(content|headers).*",
                            "bodies are described that the reference leaves open"),
                    new Meant(
                            "missing /paths/.*/(text|texts|upload)/post/responses/422/content/.*",
                            "a chunking choice that can't work is refused by a text, not a list,"
                                    + " in the reference too"),
                    new Meant(
                            "added /paths//api/(chat|generate)/post/requestBody",
                            "the reference reads these bodies but describes none"),
                    new Meant(
                            "missing /paths//api/(chat|generate)/post/responses/422",
                            "these routes refuse by 400, in the reference too"),
                    new Meant(
                            "differs /paths//query/post/.*/references/items/properties/content/type",
                            "null where chunks were not asked for, in the reference too"),
                    new Meant(
                            "differs /paths//query/post/.*/properties/references/type",
                            "null where sources were not asked for, in the reference too"),
                    new Meant("added /paths//documents/custom_kg", "an addition of ours"),
                    new Meant("added /paths//graphs/export", "an addition of ours"),
                    new Meant(
                            "added /components/schemas/QueryRequest/properties/filter",
                            "an addition of ours"),
                    new Meant(
                            "added /components/schemas/InsertTexts?Request/properties/metadata",
                            "an addition of ours"),
                    new Meant("added /components/schemas/\\w+", "bodies described, see above"),
                    new Meant("added /components/schemas/.*/pattern", BLANK),
                    new Meant(
                            "added /components/schemas/DeleteDocRequest/.*/(minItems|uniqueItems)",
                            BLANK),
                    new Meant(
                            "missing /paths//ui/customization(/assets/.*)?/get/responses/422",
                            "texts are never refused as parameters"),
                    new Meant(
                            "missing /paths//ui/customization/assets/.*/content/application/json",
                            "a logo is an image"));

    private static List<String> differences = List.of();

    @BeforeAll
    static void compare() throws IOException {
        Path file =
                Path.of("../../../shared/contract/openapi-upstream.json")
                        .toAbsolutePath()
                        .normalize();
        assumeTrue(Files.exists(file), "the reference's description is not at hand");
        try (InputStream in =
                OpenApiDifferencesTest.class.getResourceAsStream(
                        "/lightrag/http/docs/openapi.json")) {
            JsonNode own = TestServer.JSON.readTree(Objects.requireNonNull(in));
            JsonNode reference = TestServer.JSON.readTree(file.toFile());
            List<String> found = new ArrayList<>();
            compare("/paths", reference.get("paths"), own.get("paths"), found);
            compare(
                    "/components/schemas",
                    reference.at("/components/schemas"),
                    own.at("/components/schemas"),
                    found);
            differences = found;
        }
    }

    @Test
    void nothingDiffersThatIsNotMeant() {
        assertThat(differences)
                .filteredOn(
                        difference ->
                                MEANT.stream()
                                        .noneMatch(
                                                meant ->
                                                        meant.where()
                                                                .matcher(difference)
                                                                .matches()))
                .isEmpty();
    }

    @Test
    void whatIsMeantStillDiffers() {
        assertThat(MEANT)
                .allSatisfy(
                        meant ->
                                assertThat(differences)
                                        .as(meant.where() + ": " + meant.reason())
                                        .anyMatch(meant.where().asMatchPredicate()));
    }

    private static void compare(String at, JsonNode reference, JsonNode own, List<String> found) {
        if (reference.isObject() && own.isObject()) {
            compareNames(at, reference, own, found);
        } else if (reference.isArray() && own.isArray() && at.endsWith("/parameters")) {
            compareNames(at, byName(reference), byName(own), found);
        } else if (reference.isArray() && own.isArray() && reference.size() == own.size()) {
            for (int i = 0; i < own.size(); i++) {
                compare(at + "/" + i, reference.get(i), own.get(i), found);
            }
        } else if (!reference.equals(own)) {
            found.add("differs " + at);
        }
    }

    private static void compareNames(
            String at, JsonNode reference, JsonNode own, List<String> found) {
        Set<String> names = new TreeSet<>(reference.propertyNames());
        names.addAll(own.propertyNames());
        // a field of a body may be called description
        if (!at.endsWith("/properties")) {
            names.removeAll(PROSE);
        }
        for (String name : names) {
            if (!own.has(name)) {
                found.add("missing " + at + "/" + name);
            } else if (!reference.has(name)) {
                found.add("added " + at + "/" + name);
            } else {
                compare(at + "/" + name, reference.get(name), own.get(name), found);
            }
        }
    }

    private static JsonNode byName(JsonNode parameters) {
        ObjectNode named = TestServer.JSON.createObjectNode();
        for (JsonNode parameter : parameters) {
            named.set(parameter.get("name").asString(), parameter);
        }
        return named;
    }
}
