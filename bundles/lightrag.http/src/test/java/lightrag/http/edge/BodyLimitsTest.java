package lightrag.http.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import lightrag.http.TestConfigs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyLimitsTest {

    /**
     * Columns: MAX_REQUEST_BODY_BYTES (-1 = unset), MAX_UPLOAD_SIZE, method, path, limit (0 =
     * none).
     */
    @ParameterizedTest
    @CsvSource({
        "-1,1000,POST,/query,1048576", "-1,1000,POST,/documents/text,52428800",
                "-1,1000,POST,/documents/texts,52428800",
        "-1,1000,POST,/documents/upload,1049576", "-1,0,POST,/documents/upload,0",
                "-1,1000,GET,/documents/upload,1048576",
        "3000,1000,POST,/documents/text,3000", "3000,1000,DELETE,/x,3000", "0,1000,POST,/query,0",
        "0,1000,POST,/documents/upload,0", "3000,1000,POST,/p/documents/upload,1049576",
                "3000,1000,POST,/p/t/ann/documents/upload,1049576",
        "-1,1000,POST,/t/ann/documents/text,52428800", "-1,1000,POST,/t/ann,1048576"
    })
    void followTheTable(long body, long upload, String method, String path, long expected) {
        OptionalLong limit = new BodyLimits(TestConfigs.http(body, upload, "p")).of(method, path);
        assertThat(limit.orElse(0)).isEqualTo(expected);
    }
}
