package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lightrag.house.engines.EngineJars;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Which engine versions may come in at all, and what is left of those that may not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeployRulesTest {

    private EngineJars jars;
    private HouseServer server;
    private EngineRoom engines;
    private Api user;

    @BeforeAll
    void start(@TempDir Path folder) {
        jars = EngineJars.ofThisCheckout(folder);
        server = start(folder, "");
        engines = EngineRoom.of(server);
        user = server.api().withKey(HouseServer.KEY_A);
        user.insert("format.txt", "Iris Falk repairs the clock.");
    }

    private static HouseServer start(Path folder, String digests) {
        Path users = HouseServer.write(folder.resolve("users.json"), HouseServer.users());
        return HouseServer.start(
                HouseServer.settings(folder)
                        .withUsers(users)
                        .with("LIGHTRAG_DEPLOY_TEST_SECONDS", "4")
                        .with("LIGHTRAG_DEPLOY_DIGESTS", digests));
    }

    @AfterAll
    void stop() {
        jars.letGo();
        server.close();
    }

    @BeforeEach
    void begin() {
        engines.reset();
    }

    @Test
    void brokenVersionsServeNobodyAndLeaveNothingBehind() {
        List<WeakReference<ClassLoader>> loaders =
                engines.startedBy(
                        () -> {
                            refused(jars.unresolvable("0.2.0"), "resolve", "nowhere.to.be.found");
                            refused(jars.throwingOnStart("0.2.1"), "start", "does not start");
                            refused(jars.broken("0.2.2", false), "self-test", "this version fails");
                            refused(jars.broken("0.2.3", true), "self-test", "4 seconds");
                            refused(jars.hangingOnStart("0.2.4"), "start", "4 seconds");
                        });
        refused(jars.version(EngineRoom.BUILT), "installed already");
        refused(Repository.root().resolve("pom.xml"), "no readable jar");
        refused(Repository.jar("lightrag.proxy"), "no engine");
        engines.awaitOnly(EngineRoom.BUILT);
        assertThat(loaders).hasSize(4);
        loaders.forEach(one -> HouseServer.await(() -> EngineRoom.collected(one)));
    }

    private void refused(Path jar, String... reasons) {
        engines.refuses(jar, reasons);
        assertThat(version()).isEqualTo(EngineRoom.BUILT);
    }

    private String version() {
        return user.get("/health").json().path("engine_version").asString();
    }

    @Test
    void aSelfTestThatCannotBeEndedIsNamedUntilItEnds() {
        WeakReference<ClassLoader> loader =
                refusedAndHeld(jars.stubborn("0.3.0", "calls"), "pass its self-test");
        engines.awaitOnly(EngineRoom.BUILT);
        jars.letGo();
        HouseServer.await(() -> leftBehind().isEmpty() && EngineRoom.collected(loader));
    }

    @Test
    void aStartThatCannotBeEndedIsNamedUntilItEnds() {
        WeakReference<ClassLoader> loader =
                refusedAndHeld(jars.stubborn("0.4.0", "start"), "start");
        assertThat(engines.installed()).as("the framework has it locked").hasSize(2);
        refused(jars.version("0.4.0"), "hangs and can't be uninstalled");
        jars.letGo();
        engines.awaitOnly(EngineRoom.BUILT);
        HouseServer.await(() -> leftBehind().isEmpty() && EngineRoom.collected(loader));
        engines.deploy(jars.version("0.4.0"));
    }

    private WeakReference<ClassLoader> refusedAndHeld(Path jar, String call) {
        WeakReference<ClassLoader> loader =
                engines.startedBy(() -> refused(jar, call, "4 seconds", "can't be made to end"))
                        .getFirst();
        assertThat(leftBehind()).containsExactly(call);
        assertThat(engines.admin().get("/admin/metrics").body())
                .contains("lightrag_deploy_left_behind 1");
        assertThat(EngineRoom.collected(loader)).isFalse();
        return loader;
    }

    private List<String> leftBehind() {
        return engines.admin()
                .get("/admin/bundles/deployments")
                .json()
                .path("leftBehind")
                .valueStream()
                .map(one -> one.path("call").asString())
                .toList();
    }

    @Test
    void onlyJarsOfAllowedDigestsComeInAndTheShippedOneComesBack(@TempDir Path own)
            throws Exception {
        Path allowed = jars.version("0.2.0");
        Path other = jars.another("0.2.0");
        try (HouseServer strict = start(own, "00ff, " + digest(allowed).toUpperCase(Locale.ROOT))) {
            EngineRoom room = EngineRoom.of(strict);
            room.refuses(other, digest(other), "not among those allowed");
            room.deploy(allowed);
            room.awaitOnly("0.2.0");
            Api.Reply back = room.admin().post("/admin/engines/rollback", Map.of());
            assertThat(back.status()).as(back.body()).isEqualTo(200);
            room.awaitOnly(EngineRoom.BUILT);
        }
    }

    private static String digest(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void aVersionOfAnotherStorageFormatSaysWhyItIsRefused() {
        refused(jars.ofFormat("0.5.0", "1,2"), "format", "would have to migrate");
        refused(jars.ofFormat("0.6.0", "2,2"), "format", "can't read them");
        engines.deploy(jars.ofFormat("0.7.0", "1,1"));
        assertThat(engines.admin().get("/admin/engines").json().path("versions").toString())
                .contains("\"storageFormat\":1");
    }
}
