package lightrag.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import lightrag.house.engines.EngineJars;
import lightrag.testkit.felix.ServerProcess;
import lightrag.testkit.felix.ServerProcess.Outcome;
import lightrag.testkit.felix.ServerSettings;
import lightrag.testkit.felix.StartScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's commands on engine versions: the real script, on a server it has started. */
class EngineCommandsTest {

    @TempDir Path folder;

    @Test
    void anEngineIsDeployedListedAndTakenBackByTheScript() throws Exception {
        EngineJars jars = EngineJars.ofThisCheckout(folder);
        Path users = HouseServer.write(folder.resolve("users.json"), HouseServer.users());
        ServerSettings settings = HouseServer.settings(folder).withUsers(users);
        StartScript script =
                new StartScript(folder, Map.of("LIGHTRAG_ADMIN_KEY", HouseServer.KEY_ADMIN));
        ends(script.run("engines"), 2, "No server runs");
        try (ServerProcess server = script.start(settings)) {
            Api user = new Api(server.url().toString()).withKey(HouseServer.KEY_A);
            user.insert("clock.txt", "Iris Falk repairs the clock of Harrowgate.");

            ends(script.run("deploy", jars.version("0.2.0").toString()), 0, "0.2.0 is active");
            assertThat(version(user)).isEqualTo("0.2.0");
            String standby = jars.version("0.3.0").toString();
            ends(script.run("deploy", "--standby", standby), 0, "0.3.0 is standby");
            assertThat(version(user)).isEqualTo("0.2.0");
            Outcome listed = ends(script.run("engines"), 0, "previous: 0.1.0");
            assertThat(listed.output())
                    .containsPattern("0\\.2\\.0 +ACTIVE")
                    .containsPattern("0\\.3\\.0 +STANDBY");

            ends(script.run("deploy", jars.unresolvable("0.4.0").toString()), 1, "not resolve");
            ends(script.run("deploy", "nowhere.jar"), 2, "There is no file");
            String url = server.url().toString();
            ends(script.run("deploy", "--url", url, standby), 1, "installed already");
            StartScript stranger =
                    new StartScript(folder, Map.of("LIGHTRAG_ADMIN_KEY", HouseServer.KEY_A));
            ends(stranger.run("engines"), 1, "The server answers 40");

            ends(script.run("rollback"), 0, "0.1.0 serves again");
            assertThat(version(user)).isEqualTo("0.1.0");
            ends(script.run("rollback"), 1, "No engine version was active before");
            ends(script.run("stop"), 0, "Stopped the server at " + url);
        }
    }

    private static Outcome ends(Outcome outcome, int code, String... said) {
        assertThat(outcome.output()).contains(said);
        assertThat(outcome.code()).as(outcome.output()).isEqualTo(code);
        return outcome;
    }

    private static String version(Api user) {
        return user.get("/health").json().path("engine_version").asString();
    }
}
