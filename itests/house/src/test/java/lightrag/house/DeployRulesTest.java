package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import lightrag.house.engines.EngineJars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which engine versions may come in at all. */
class DeployRulesTest {

    @TempDir Path folder;

    private EngineJars jars() throws IOException {
        try (Stream<Path> files =
                Files.list(Repository.root().resolve("bundles/lightrag.engine/target"))) {
            Path built =
                    files.filter(file -> file.toString().endsWith(".jar"))
                            .findFirst()
                            .orElseThrow();
            return new EngineJars(built, Files.createDirectories(folder.resolve("jars")));
        }
    }

    private HouseServer start(String digests) {
        Path users = HouseServer.write(folder.resolve("users.json"), HouseServer.users());
        HouseServer server =
                HouseServer.start(
                        HouseServer.settings(folder)
                                .withUsers(users)
                                .with("LIGHTRAG_DEPLOY_DIGESTS", digests));
        Api admin = server.api().withKey(HouseServer.KEY_ADMIN);
        HouseServer.await(() -> admin.get("/admin/bundles/deployments").status() == 200);
        return server;
    }

    private static String digest(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void onlyJarsOfAllowedDigestsComeIn() throws Exception {
        Path allowed = jars().version("0.2.0");
        Path other = jars().another("0.2.0");
        try (HouseServer server = start("00ff, " + digest(allowed).toUpperCase(Locale.ROOT))) {
            Api admin = server.api().withKey(HouseServer.KEY_ADMIN);
            Api.Reply refused = admin.deploy(other);
            assertThat(refused.status()).as(refused.body()).isEqualTo(422);
            assertThat(refused.json().path("message").asString())
                    .contains(digest(other), "not among those allowed");
            Api.Reply taken = admin.deploy(allowed);
            assertThat(taken.status()).as(taken.body()).isEqualTo(200);
        }
    }

    @Test
    void aVersionOfAnotherStorageFormatSaysWhyItIsRefused() throws Exception {
        try (HouseServer server = start("")) {
            Api admin = server.api().withKey(HouseServer.KEY_ADMIN);
            Api user = server.api().withKey(HouseServer.KEY_A);
            user.insert("format.txt", "Iris Falk repairs the clock.");
            refused(admin.deploy(jars().ofFormat("0.2.0", "1,2")), "would have to migrate");
            refused(admin.deploy(jars().ofFormat("0.3.0", "2,2")), "can't read them");
            assertThat(user.get("/health").json().path("engine_version").asString())
                    .isEqualTo("0.1.0");
            Api.Reply same = admin.deploy(jars().ofFormat("0.4.0", "1,1"));
            assertThat(same.status()).as(same.body()).isEqualTo(200);
            assertThat(admin.get("/admin/engines").json().path("versions").toString())
                    .contains("\"storageFormat\":1");
        }
    }

    private static void refused(Api.Reply reply, String reason) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.json().path("message").asString()).contains("format", reason);
    }
}
