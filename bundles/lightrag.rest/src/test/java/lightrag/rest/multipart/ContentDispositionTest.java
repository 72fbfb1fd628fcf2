package lightrag.rest.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentDispositionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                " form-data; name=\"file\"; filename=\"a b;c.txt\"|file|a b;c.txt",
                "form-data; name=file; filename=a.txt|file|a.txt",
                "form-data; name=\"file\"; filename=\"a\\\"b.txt\"|file|a\"b.txt",
                "form-data; filename*=UTF-8''%e2%82%ac+1.txt; filename=\"x.txt\"; name=\"file\"|file|€+1.txt",
                "form-data; name=\"file\"; filename*=UTF-8''%zz; filename=\"x.txt\"|file|x.txt",
                "form-data; NAME=\"file\"; filename=\"C:\\dir\\x.txt\"|file|C:\\dir\\x.txt",
                "form-data; name=\"x\"|x|-",
                "form-data|-|-",
                "form-data; name=\"|``|-"
            })
    void readsParameters(String header, String name, String fileName) {
        ContentDisposition disposition = ContentDisposition.parse(header);
        assertThat(disposition.name().orElse("-")).isEqualTo(name);
        assertThat(disposition.fileName().orElse("-")).isEqualTo(fileName);
    }
}
