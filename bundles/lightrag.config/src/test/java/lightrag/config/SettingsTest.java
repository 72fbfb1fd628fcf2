package lightrag.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final Path HOME = Path.of("/srv/rag");

    @Test
    void optionOverEnvironmentOverFileOverDefault() {
        assertThat(port(Map.of(), Map.of(), "")).isEqualTo("9621");
        assertThat(port(Map.of(), Map.of(), "PORT=1")).isEqualTo("1");
        assertThat(port(Map.of(), Map.of("PORT", "2"), "PORT=1")).isEqualTo("2");
        assertThat(port(Map.of("PORT", "3"), Map.of("PORT", "2"), "PORT=1")).isEqualTo("3");
    }

    @Test
    void anEmptyStrongerValueLeavesTheWeakerOneInForce() {
        assertThat(port(Map.of(), Map.of("PORT", " "), "PORT=1")).isEqualTo("1");
    }

    @Test
    void anEmptyTextIsAValueOfItsOwn() {
        assertThat(environment("CORS_ORIGINS", "").value("CORS_ORIGINS")).contains("");
        assertThat(environment("LLM_BINDING", "").value("LLM_BINDING")).contains("local");
    }

    @ParameterizedTest
    @CsvSource({"true,true", "Yes,true", "T,true", "ON,true", "1,true", "off,false", "no,false"})
    void yesAndNo(String given, String expected) {
        Settings settings = environment("SSL", given);
        assertThat(settings.value("SSL")).contains(expected);
        assertThat(settings.findings()).isEmpty();
    }

    @Test
    void anOddYesIsNoAndIsReported() {
        Settings settings = environment("SSL", "ja");
        assertThat(settings.value("SSL")).contains("false");
        assertThat(settings.findings()).singleElement().extracting(Finding::name).isEqualTo("SSL");
    }

    @ParameterizedTest
    @CsvSource({
        "TOP_K,many",
        "TOP_K,0",
        "COSINE_THRESHOLD,NaN",
        "COSINE_THRESHOLD,1d",
        "KG_CHUNK_PICK_METHOD,best",
        "MAX_TOTAL_TOKENS,1.5",
        "PORT,-1",
        "GATEWAY_WEIGHT,0"
    })
    void unusableValuesAreReportedAndDefaulted(String name, String given) {
        Settings settings = environment(name, given);
        assertThat(settings.value(name)).isEqualTo(defaults().value(name)).isPresent();
        assertThat(settings.findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
                            assertThat(finding.message()).contains(given).contains("default");
                        });
        assertThat(settings.refused()).isFalse();
    }

    @Test
    void noneUnsetsOrStandsForItsNumber() {
        assertThat(environment("LLM_TIMEOUT", "None").value("LLM_TIMEOUT")).isEmpty();
        assertThat(environment("MAX_UPLOAD_SIZE", "none").value("MAX_UPLOAD_SIZE")).contains("0");
        assertThat(environment("TOP_K", "None").findings()).hasSize(1);
    }

    @Test
    void choicesAreWrittenAsTheCatalogueHasThem() {
        assertThat(environment("SOURCE_IDS_LIMIT_METHOD", "fifo").value("SOURCE_IDS_LIMIT_METHOD"))
                .contains("FIFO");
    }

    @Test
    void pathsAreAbsoluteAndUsersStandBesideTheStores() {
        Settings settings = defaults();
        assertThat(settings.value("WORKING_DIR")).contains("/srv/rag/rag_storage");
        assertThat(settings.value("LIGHTRAG_USERS_FILE")).contains("/srv/rag/users.json");
        assertThat(environment("WORKING_DIR", "/data/stores").value("LIGHTRAG_USERS_FILE"))
                .contains("/data/users.json");
    }

    @Test
    void aUsersFileThatIsNamedMustBeThere() {
        assertThat(defaults().value("LIGHTRAG_USERS_REQUIRED")).contains("false");
        assertThat(environment("LIGHTRAG_USERS_FILE", "u.json").value("LIGHTRAG_USERS_REQUIRED"))
                .contains("true");
        assertThat(
                        settings(
                                        Map.of(),
                                        Map.of(
                                                "LIGHTRAG_USERS_FILE",
                                                "u.json",
                                                "LIGHTRAG_USERS_REQUIRED",
                                                "no"),
                                        "")
                                .value("LIGHTRAG_USERS_REQUIRED"))
                .contains("false");
    }

    @Test
    void theOlderNameOfALimitStillCounts() {
        assertThat(environment("MAX_ASYNC", "9").value("MAX_ASYNC_LLM")).contains("9");
        assertThat(defaults().value("MAX_ASYNC_LLM")).contains("4");
    }

    @Test
    void aMalformedWorkspaceStopsTheStart() {
        Settings settings = environment("WORKSPACE", "team/a");
        assertThat(settings.refused()).isTrue();
        assertThat(settings.value("WORKSPACE")).isEmpty();
        assertThat(environment("WORKSPACE", "team-a").value("WORKSPACE")).contains("team-a");
    }

    @Test
    void unknownNamesOfOursAreReportedWithTheNearest() {
        assertThat(environment("LIGHTRAG_USER_FILE", "x").findings())
                .singleElement()
                .satisfies(f -> assertThat(f.message()).contains("LIGHTRAG_USERS_FILE"));
        assertThat(environment("SOME_OTHER_PROGRAM", "x").findings()).isEmpty();
        assertThat(environment("AWS_REGION", "x").findings()).isEmpty();
    }

    @Test
    void namesWithoutEffectAreReportedWhereTheFileIsOurs() {
        Settings settings = settings(Map.of(), Map.of(), "POSTGRES_HOST=db\n");
        assertThat(settings.findings()).extracting(Finding::name).containsExactly("POSTGRES_HOST");
    }

    @Test
    void aNameGoesToEveryReader() {
        Map<String, Map<String, String>> pids = environment("WORKING_DIR", "/d").byPid();
        assertThat(pids)
                .containsOnlyKeys(
                        "lightrag.http",
                        "lightrag.rest",
                        "lightrag.webui",
                        "lightrag.admin",
                        "lightrag.deploy",
                        "lightrag.auth",
                        "lightrag.manager",
                        "lightrag.workspace",
                        "lightrag.gateway",
                        "lightrag.log",
                        "lightrag.storage.rocksdb");
        assertThat(pids.get("lightrag.manager"))
                .containsEntry("working.dir", "/d")
                .containsEntry("max.open.workspaces", "256");
        assertThat(pids.get("lightrag.auth")).containsEntry("working.dir", "/d");
        assertThat(pids.get("lightrag.workspace"))
                .containsEntry("llm.binding", "local")
                .containsEntry("lightrag.vector.storage", "rocksdb")
                .doesNotContainKey("llm.model");
        assertThat(pids.get("lightrag.http")).containsEntry("host", "127.0.0.1");
    }

    @Test
    void secretsAreNeverShown() {
        Settings settings =
                settings(
                        Map.of(),
                        Map.of(
                                "LIGHTRAG_API_KEY",
                                "s3cr3t",
                                "TOKEN_SECRET",
                                "s3cr3t",
                                "TOP_K",
                                "x"),
                        "AUTH_ACCOUNTS='a:s3cr3t\nLLM_BINDING_API_KEY=s3cr3t\nMONGO_URI=s3cr3t\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code =
                ConfigurationCheck.check(
                        settings, new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("LIGHTRAG_API_KEY=***")
                .contains("TOP_K")
                .doesNotContain("s3cr3t");
        assertThat(settings.all().toString()).doesNotContain("s3cr3t");
        assertThat(settings.value("LLM_BINDING_API_KEY")).contains("s3cr3t");
    }

    @Test
    void theCheckFailsWhereTheServerWould() {
        PrintStream nowhere =
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        assertThat(ConfigurationCheck.check(environment("WORKSPACE", ".."), nowhere)).isEqualTo(1);
    }

    private static String port(
            Map<String, String> options, Map<String, String> environment, String file) {
        return settings(options, environment, file).value("PORT").orElseThrow();
    }

    private static Settings defaults() {
        return settings(Map.of(), Map.of(), "");
    }

    private static Settings environment(String name, String value) {
        return settings(Map.of(), Map.of(name, value), "");
    }

    private static Settings settings(
            Map<String, String> options, Map<String, String> environment, String file) {
        DotEnv dotEnv = DotEnv.parse(file, name -> Optional.ofNullable(environment.get(name)));
        return Settings.resolve(
                Catalogue.load(),
                new Sources(
                        name -> Optional.ofNullable(options.get(name)), environment, dotEnv, HOME));
    }
}
