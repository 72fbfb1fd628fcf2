package lightrag.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DotEnvTest {

    @Test
    void plainLinesCommentsAndExport() {
        assertThat(values("# first\nA=1\n export B = two words  # why\n\nC=a#b\nD=\n"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("A", "1", "B", "two words", "C", "a#b", "D", ""));
    }

    @Test
    void quotesKeepBlanksHashesAndLines() {
        assertThat(values("A=' x # y '\nB=\"l1\\nl2\" # note\nC=\"two\nlines\"\nD='it\\'s \\n'\n"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("A", " x # y ", "B", "l1\nl2", "C", "two\nlines", "D", "it's \\n"));
    }

    @Test
    void aHashedPasswordSurvives() {
        assertThat(values("AUTH_ACCOUNTS='admin:{bcrypt}$2b$12$abc.def'\r\n"))
                .containsEntry("AUTH_ACCOUNTS", "admin:{bcrypt}$2b$12$abc.def");
    }

    @Test
    void valuesReferToEarlierOnesAndTheEnvironmentWins() {
        DotEnv env =
                DotEnv.parse(
                        "A=1\nB=${A}/${HOME}/${NONE:-x}\nHOME=mine\n",
                        name -> name.equals("HOME") ? Optional.of("/h") : Optional.empty());
        assertThat(env.values()).containsEntry("B", "1//h/x");
    }

    @Test
    void aLaterLineWins() {
        assertThat(values("A=1\nA=2\n")).containsEntry("A", "2");
    }

    @Test
    void brokenLinesAreNamedAndTheRestIsRead() {
        DotEnv env =
                DotEnv.parse("A=1\nwhat is this\nD='x' y\nB='open\nC=3\n", n -> Optional.empty());
        assertThat(env.values()).containsOnlyKeys("A", "C");
        assertThat(env.findings())
                .extracting(Finding::message)
                .satisfiesExactly(
                        first -> assertThat(first).contains("line 2"),
                        second -> assertThat(second).contains("line 3"),
                        third -> assertThat(third).contains("line 4").contains("no closing"));
    }

    @Test
    void noFileSetsNothingAndAnUnreadableOneIsAnError(@TempDir Path folder) throws Exception {
        Path file = folder.resolve(".env");
        assertThat(DotEnv.read(file, n -> Optional.empty()).findings()).isEmpty();
        Files.write(file, new byte[] {'A', '=', (byte) 0xff});
        assertThat(DotEnv.read(file, n -> Optional.empty()).findings())
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(Finding.Severity.ERROR);
    }

    private static Map<String, String> values(String text) {
        DotEnv env = DotEnv.parse(text, name -> Optional.empty());
        assertThat(env.findings()).isEmpty();
        return env.values();
    }
}
