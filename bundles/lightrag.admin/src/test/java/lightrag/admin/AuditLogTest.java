package lightrag.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

    @TempDir Path folder;

    private AuditLog open(long bytes) {
        return new AuditLog(new AuditFile(folder.resolve("var/audit.log"), bytes, 2));
    }

    private static AuditLog.Entry entry(int number) {
        return new AuditLog.Entry(
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number),
                "odo",
                "POST",
                "/admin/" + number,
                200);
    }

    @Test
    void entriesOutliveTheProcess() {
        open(10_000).add(entry(1));
        AuditLog next = open(10_000);
        next.add(entry(2));
        assertThat(next.last()).containsExactly(entry(1), entry(2));
        assertThat(open(10_000).last()).containsExactly(entry(1), entry(2));
    }

    @Test
    void aLineThatWasNotWrittenWholeIsSkipped() throws IOException {
        open(10_000).add(entry(1));
        Files.writeString(
                folder.resolve("var/audit.log"), "{\"at\":\"20\n", StandardOpenOption.APPEND);
        AuditLog next = open(10_000);
        next.add(entry(2));
        assertThat(open(10_000).last()).containsExactly(entry(1), entry(2));
    }

    @Test
    void aFullFileMakesRoomAndTheOldestGoes() throws IOException {
        AuditLog log = open(250);
        for (int i = 0; i < 12; i++) {
            log.add(entry(i));
        }
        try (var files = Files.list(folder.resolve("var"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("audit.log", "audit.log.1", "audit.log.2");
        }
        assertThat(folder.resolve("var/audit.log")).content().contains("/admin/11");
        assertThat(Files.size(folder.resolve("var/audit.log.1"))).isLessThanOrEqualTo(250);
        assertThat(log.last()).hasSize(12);
    }
}
