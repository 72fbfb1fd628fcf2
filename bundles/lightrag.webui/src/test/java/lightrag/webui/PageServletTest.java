package lightrag.webui;

import static lightrag.webui.PageServer.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageServletTest {
    private static final String PAGE =
            "<head><!-- __LIGHTRAG_RUNTIME_CONFIG__ --></head><body>built</body>";

    @TempDir Path outside;
    private Path folder;
    private PageServer server;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectories(outside.resolve("ui"));
        Files.createDirectories(folder.resolve("assets"));
        Files.writeString(folder.resolve("index.html"), PAGE);
        Files.writeString(folder.resolve("workspace.html"), PAGE);
        Files.writeString(folder.resolve("assets/a.js"), "0123456789");
        Files.writeString(folder.resolve("other.css"), "p {}");
        Files.writeString(outside.resolve("secret.txt"), "secret");
        PageFiles files = new FolderFiles(folder);
        PageSettings settings = new PageSettings("/site", Optional.of("A </script><b>title"));
        server =
                new PageServer(
                        Map.of(
                                "/webui/*", new PageServlet(Entry.WEBUI, files, settings),
                                "/workspace/*", new PageServlet(Entry.WORKSPACE, files, settings)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPageCarriesWhatItMustKnow() {
        HttpResponse<String> page = server.get("/webui/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("window.__LIGHTRAG_CONFIG__={\"apiPrefix\":\"/site\"")
                .contains("\"webuiPrefix\":\"/site/webui/\"")
                .contains("document.title=\"A <\\/script><b>title\";</script>")
                .doesNotContain("__LIGHTRAG_RUNTIME_CONFIG__");
        assertThat(header(page, "cache-control")).isEqualTo("no-cache, no-store, must-revalidate");
        assertThat(header(page, "content-type").replace("; ", ";"))
                .isEqualTo("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("etag")).isEmpty();
    }

    @Test
    void eachEntryHidesTheOthersPage() {
        assertThat(server.get("/webui/index.html").statusCode()).isEqualTo(200);
        assertThat(server.get("/workspace/workspace.html").statusCode()).isEqualTo(200);
        for (String path :
                new String[] {
                    "/webui/workspace.html", "/webui/WORKSPACE.HTML", "/workspace/index.html"
                }) {
            HttpResponse<String> refused = server.get(path);
            assertThat(refused.statusCode()).as(path).isEqualTo(404);
            assertThat(refused.body()).isEqualTo("{\"detail\":\"Not Found\"}");
        }
    }

    @Test
    void withoutTheSlashItLeadsThere() {
        HttpResponse<String> redirect = server.get("/webui?x=1");
        assertThat(redirect.statusCode()).isEqualTo(307);
        assertThat(header(redirect, "location")).isEqualTo(server.url("/webui/?x=1"));
    }

    @Test
    void assetsAreKeptForEverOthersAreNot() {
        HttpResponse<String> asset = server.get("/webui/assets/a.js");
        assertThat(header(asset, "cache-control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(asset, "content-type")).isEqualTo("application/javascript");
        HttpResponse<String> other = server.get("/workspace/other.css");
        assertThat(other.headers().firstValue("cache-control")).isEmpty();
        assertThat(header(other, "content-type")).isEqualTo("text/css");
    }

    @Test
    void whatTheClientHasIsNotSentAgain() throws IOException {
        HttpResponse<String> first = server.get("/webui/assets/a.js");
        String tag = header(first, "etag");
        assertThat(server.get("/webui/assets/a.js", "If-None-Match", "\"x\", W/" + tag))
                .satisfies(
                        again -> {
                            assertThat(again.statusCode()).isEqualTo(304);
                            assertThat(again.body()).isEmpty();
                        });
        String modified = header(first, "last-modified");
        assertThat(server.get("/webui/assets/a.js", "If-Modified-Since", modified).statusCode())
                .isEqualTo(304);
        Files.writeString(folder.resolve("assets/a.js"), "another content");
        assertThat(server.get("/webui/assets/a.js", "If-None-Match", tag).body())
                .isEqualTo("another content");
    }

    @Test
    void partsOfAFileAreSent() {
        HttpResponse<String> part = server.get("/webui/assets/a.js", "Range", "bytes=2-4");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("234");
        assertThat(header(part, "content-range")).isEqualTo("bytes 2-4/10");
        assertThat(server.get("/webui/assets/a.js", "Range", "bytes=-3").body()).isEqualTo("789");
        assertThat(server.get("/webui/assets/a.js", "Range", "bytes=7-").body()).isEqualTo("789");
        assertThat(server.get("/webui/assets/a.js", "Range", "bytes=8-99").body()).isEqualTo("89");
        HttpResponse<String> beyond = server.get("/webui/assets/a.js", "Range", "bytes=10-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(header(beyond, "content-range")).isEqualTo("bytes */10");
        for (String whole : new String[] {"bytes=1-2,4-5", "lines=1-2", "bytes=-", "bytes=5-2"}) {
            assertThat(server.get("/webui/assets/a.js", "Range", whole).statusCode())
                    .as(whole)
                    .isEqualTo(200);
        }
        assertThat(
                        server.get(
                                        "/webui/assets/a.js",
                                        "Range",
                                        "bytes=0-1",
                                        "If-Range",
                                        "\"old\"")
                                .body())
                .isEqualTo("0123456789");
    }

    @Test
    void nothingOutsideTheFolderIsServed() throws IOException {
        PageFiles files = new FolderFiles(folder);
        assertThat(files.find("../secret.txt")).isEmpty();
        assertThat(files.find("/" + outside.resolve("secret.txt"))).isEmpty();
        assertThat(files.find(outside.resolve("secret.txt").toString())).isEmpty();
        assertThat(files.find("assets")).isEmpty();
        assertThat(files.find("nul\0")).isEmpty();
        Files.createSymbolicLink(folder.resolve("link.txt"), outside.resolve("secret.txt"));
        assertThat(files.find("link.txt")).isEmpty();
        assertThat(server.get("/webui/link.txt").statusCode()).isEqualTo(404);
        assertThatThrownBy(() -> new FolderFiles(folder.resolve("missing")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void onlyReadingIsAllowed() {
        HttpResponse<String> refused = server.send("POST", "/webui/");
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(header(refused, "allow")).isEqualTo("GET, HEAD");
        HttpResponse<String> head = server.send("HEAD", "/webui/assets/a.js");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "content-length")).isEqualTo("10");
    }

    @Test
    void theBundlesOwnPagesAreComplete() {
        PageFiles own = new BundledFiles(Instant.EPOCH);
        for (String page : new String[] {"index.html", "workspace.html"}) {
            String html = text(own.find(page).orElseThrow());
            assertThat(html).contains("<!-- __LIGHTRAG_RUNTIME_CONFIG__ -->");
            java.util.regex.Pattern.compile("(?:src|href)=\"([a-z]+\\.[a-z]+)\"")
                    .matcher(html)
                    .results()
                    .forEach(used -> assertThat(own.find(used.group(1))).isPresent());
        }
        for (String script : new String[] {"admin.js", "ask.js", "chat.js", "entrance.js"}) {
            java.util.regex.Pattern.compile("from './([a-z]+\\.js)'")
                    .matcher(text(own.find(script).orElseThrow()))
                    .results()
                    .forEach(used -> assertThat(own.find(used.group(1))).isPresent());
        }
    }

    private static String text(PageFile file) {
        try (var in = file.source().open()) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
