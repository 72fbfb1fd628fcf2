package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import lightrag.testkit.ModelServerProcess;
import lightrag.testkit.felix.ServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was recorded from the reference, replayed in its order against fresh servers with the
 * settings of the recording.
 */
class RecordedExchangesTest {

    /**
     * Replayed by the HTTP room's tests, where a model fails and a pipeline is busy at will; 060
     * hides a failure, which docs/differences.md explains.
     */
    private static final Set<String> AGAINST_A_FAKE =
            Set.of("060", "125", "132", "144", "145", "147");

    private static final List<String> OPEN =
            List.of(
                    "001", "006", "007", "008", "009", "013", "014", "017", "018", "020", "021",
                    "024", "026", "027", "028", "030", "031", "032", "033", "039", "050", "053",
                    "056", "062", "063", "065", "070", "073", "083", "087", "089", "091", "097",
                    "101", "113", "115", "117", "123", "133", "138", "141", "240", "245", "151");
    private static final List<String> ACCOUNTS =
            List.of("160", "161", "163", "165", "169", "173", "177");
    private static final List<String> KEY = List.of("201", "225");

    /** Differences that docs/differences.md explains; everything else is a mistake. */
    private static final List<Pattern> MEANT =
            List.of(
                    Pattern.compile("007.* /(working|input)_directory: .*"),
                    Pattern.compile("007.* /server_mode: .*"),
                    // additive: the engine's version, tokens used
                    Pattern.compile("007.*  names: .* engine_version, .*"),
                    Pattern.compile("007.*_queue_status.* names: .* call_count, .*"),
                    Pattern.compile("007.*/max_queue_size: .*"),
                    Pattern.compile("007.* /configuration.*"),
                    // formats whose parsers are not here yet
                    Pattern.compile("031.*"),
                    // a scan that finds nothing takes fewer steps
                    Pattern.compile("033.* /version: .*"),
                    // the union of sources is in the order of the entities; the reference's is a
                    // set
                    Pattern.compile("097.* /data/(.*/)?(source_id|file_path|description): .*"),
                    Pattern.compile("138.*: status 400 instead of 500: .*"),
                    // our own words, our own picture
                    Pattern.compile("240.* /brand/(description|logo_url): .*"),
                    // named after another document
                    Pattern.compile("245.* /documents/0/(id|metadata/original_track_id): .*"));

    private static final String DUPLICATE =
            "Alan Turing worked at Bletchley Park. The Enigma Machine was broken by Alan Turing and"
                    + " Gordon Welchman. Turing Machine is a model of computation.";

    @TempDir Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<String> differences = new TreeSet<>();
    private final Map<String, String> replaced = new HashMap<>();

    @Test
    void everyExchangeIsReplayedSomewhere() {
        Set<String> replayed = new TreeSet<>(AGAINST_A_FAKE);
        replayed.addAll(OPEN);
        replayed.addAll(ACCOUNTS);
        replayed.addAll(KEY);
        assertThat(Exchange.names())
                .extracting(name -> name.substring(0, 3))
                .hasSameElementsAs(replayed);
    }

    @Test
    void aServerWithoutAccounts() throws IOException {
        Files.createDirectories(folder.resolve("ui/assets"));
        Files.writeString(folder.resolve("ui/index.html"), "<html></html>");
        Files.writeString(folder.resolve("ui/workspace.html"), "<html></html>");
        Files.writeString(folder.resolve("ui/assets/index-VWiiW3qy.css"), ":root{}");
        try (ModelServerProcess models = ModelServerProcess.start();
                HouseServer server =
                        HouseServer.start(
                                settings()
                                        .withModelServer(models.url())
                                        .with("LIGHTRAG_WEBUI_DIR", folder + "/ui")
                                        .with("UI_TEMPLATES_DIR", brand().toString()))) {
            for (String number : OPEN) {
                prepare(number, server.api());
                HttpResponse<String> answer = replay(number, server, Map.of());
                follow(number, server.api(), answer);
            }
        }
        assertNothingUnexpected();
    }

    private ServerSettings settings() {
        return HouseServer.settings(folder);
    }

    private Path brand() throws IOException {
        Path brand = Files.createDirectories(folder.resolve("brand"));
        Files.writeString(
                brand.resolve("manifest.json"),
                """
                {"schema_version": 1, "default_locale": "en",
                 "brand": {"logo": "logo.svg", "copyright": "(c) Lab"},
                 "locales": {"en": {"welcome": "w.md", "query_empty": "q.md", "login": "l.md",
                                    "agreements": "a.md", "logo_alt": "Lab logo"}}}
                """);
        Files.writeString(brand.resolve("logo.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        for (String text : List.of("w", "q", "l", "a")) {
            Files.writeString(brand.resolve(text + ".md"), "# " + text + "\n");
        }
        return brand;
    }

    /** What happened in the recorded run between the exchanges that were kept. */
    private void prepare(String number, Api api) {
        switch (number) {
            case "065" ->
                    api.post("/query", Map.of("query", "Who is Alan Turing today?", "mode", "mix"));
            case "097" ->
                    api.post(
                            "/graph/entity/edit",
                            Map.of(
                                    "entity_name",
                                    "Joan Clarke",
                                    "updated_data",
                                    Map.of("entity_name", "Joan Clarke Murray"),
                                    "allow_rename",
                                    true));
            case "245" -> {
                Api.Reply copy =
                        api.post(
                                "/documents/text",
                                Map.of("text", DUPLICATE, "file_source", "copy.txt"));
                replaced.put(
                        "insert_20261124_063347_498870ba", copy.json().path("track_id").asString());
                api.awaitIdle();
            }
            default -> {}
        }
    }

    /** Waits for what an exchange started, and remembers its names. */
    private void follow(String number, Api api, HttpResponse<String> answer) {
        switch (number) {
            case "013" -> {
                String track = track(answer);
                api.awaitProcessed(track);
                replaced.put("insert_20261124_062835_828e1a52", track);
            }
            case "018", "021" -> {
                api.awaitProcessed(track(answer));
                api.awaitIdle();
            }
            case "032" -> {
                replaced.put("scan_20261124_062839_6fb434d9", track(answer));
                api.awaitIdle();
            }
            case "039", "141" -> api.awaitIdle();
            default -> {}
        }
    }

    private static String track(HttpResponse<String> answer) {
        return Api.JSON.readTree(answer.body()).path("track_id").asString();
    }

    @Test
    void aServerWithAccountsAndAKey() {
        ServerSettings settings =
                settings()
                        .with("AUTH_ACCOUNTS", "alice:wonder,carol:x")
                        .with("TOKEN_SECRET", "a secret of this test, long enough to be taken")
                        .with("LIGHTRAG_API_KEY", "k3y")
                        .with("TOKEN_RENEW_THRESHOLD", "1.0")
                        .with("LOGIN_MAX_FAILED_ATTEMPTS", "2")
                        .with("LOGIN_LOCKOUT_WINDOW_SECONDS", "20")
                        .with("WEBUI_TITLE", "MyTitle")
                        .with("WEBUI_DESCRIPTION", "My Desc");
        try (HouseServer server = HouseServer.start(settings)) {
            Map<String, String> token = new HashMap<>();
            for (String number : ACCOUNTS) {
                if (number.equals("177")) {
                    server.api().form("/login", Map.of("username", "carol", "password", "no"));
                    server.api().form("/login", Map.of("username", "carol", "password", "no"));
                }
                HttpResponse<String> answer =
                        replay(number, server, number.equals("169") ? token : Map.of());
                if (number.equals("163")) {
                    String issued =
                            Api.JSON.readTree(answer.body()).path("access_token").asString();
                    token.put("Authorization", "Bearer " + issued);
                } else if (number.equals("169")) {
                    assertThat(answer.headers().firstValue("X-New-Token")).isPresent();
                }
            }
        }
        assertNothingUnexpected();
    }

    @Test
    void aServerWithAKeyUnderAPrefixWithLittleRoom() {
        ServerSettings settings =
                settings()
                        .with("LIGHTRAG_API_KEY", "k3y")
                        .with("LIGHTRAG_API_PREFIX", "site01/")
                        .with("MAX_PENDING_DOCUMENTS", "1");
        try (HouseServer server = HouseServer.start(settings)) {
            Api api = server.api().withKey("k3y");
            replay("201", server, Map.of());
            // long enough to be still in work when the next one comes
            String text = "Ahab sails the Pequod. Starbuck follows Ahab. ".repeat(2000);
            api.post("/documents/text", Map.of("text", text, "file_source", "a.txt"));
            replay("225", server, Map.of());
            api.post("/documents/cancel_pipeline", Map.of());
            everythingAnswersUnderThePrefix(server);
        }
        assertNothingUnexpected();
    }

    private static void everythingAnswersUnderThePrefix(HouseServer server) {
        Api api = server.api().under("/site01");
        for (String path :
                List.of(
                        "/health",
                        "/auth-status",
                        "/docs",
                        "/docs/docs.js",
                        "/docs/oauth2-redirect",
                        "/static/swagger-ui/swagger-ui.css",
                        "/static/swagger-ui/swagger-ui-bundle.js",
                        "/static/swagger-ui/favicon-32x32.png",
                        "/openapi.json",
                        "/ui/customization")) {
            assertThat(api.get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(api.form("/login", Map.of("username", "a", "password", "b")).status())
                .isEqualTo(200);
        assertThat(api.get("/webui/").body()).contains("\"apiPrefix\":\"/site01\"");
        assertThat(api.get("/documents/status_counts").status()).isEqualTo(403);
        Api.Reply slash = api.get("/auth-status/");
        assertThat(slash.status()).isEqualTo(307);
        assertThat(slash.response().headers().firstValue("Location"))
                .hasValue(server.url() + "/site01/auth-status");
        assertThat(api.get("/redoc").response().headers().firstValue("Location")).hasValue("docs");
        assertThat(api.get("/").response().headers().firstValue("Location"))
                .hasValue("/site01/webui/");
    }

    private HttpResponse<String> replay(
            String number, HouseServer server, Map<String, String> headers) {
        Exchange exchange = Exchange.read(number);
        try {
            HttpResponse<String> answer =
                    client.send(
                            exchange.to(server.url(), replaced, headers),
                            HttpResponse.BodyHandlers.ofString());
            differences.addAll(exchange.differences(answer));
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void assertNothingUnexpected() {
        assertThat(differences)
                .filteredOn(
                        difference ->
                                MEANT.stream()
                                        .noneMatch(each -> each.matcher(difference).matches()))
                .isEmpty();
    }
}
