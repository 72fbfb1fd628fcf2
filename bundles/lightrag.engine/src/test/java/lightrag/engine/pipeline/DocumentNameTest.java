package lightrag.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Appendix A-4 and the golden vectors of A-1. */
class DocumentNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.[legacy].txt|a.txt|''",
                "a.[-R].txt|a.txt|R",
                "a.[native-iet].docx|a.docx|iet",
                "a.[legacy-R(chunk_ts=800)].pdf|a.pdf|R",
                "a.[LEGACY-R!i].pdf|a.pdf|R!i",
                "a.[mineru(page_range=1-3)-P(drop_rf)].pdf|a.pdf|P",
                "a.[native].[-F].md|a.[native].md|F",
                "a.[foo].txt|a.[foo].txt|''",
                "a.[].txt|a.[].txt|''",
                "a.[-].txt|a.[-].txt|''",
                "/a/b/first.txt|first.txt|''",
                "dir\\\\sub\\\\My File.txt|My File.txt|''",
                "no-file-path|unknown_source|''",
                "''|unknown_source|''"
            })
    void hintsAndFoldersAreNoPartOfAName(String source, String canonical, String options) {
        DocumentName name = DocumentName.of(source);
        assertThat(name.canonical()).isEqualTo(canonical);
        assertThat(name.hint().letters()).isEqualTo(options);
    }

    @Test
    void duplicatesAndContentHaveTheReferencesIds() {
        Duplicate duplicate = new Duplicate(Duplicate.BY_NAME, "doc-1", "insert_x", "processed");
        assertThat(duplicate.row("doc-1", "insert_x", 0, "a.txt", Instant.EPOCH).id())
                .isEqualTo("dup-775441b769856df0ded1b3e31f099654");
        assertThat(
                        ContentHash.of(
                                "x tb-0123456789abcdef0123456789abcdef-0001 path=\"a/b.blocks.assets/i.png\" y"))
                .isEqualTo("f71adceabb2edb7d2364e8a6a86f0055");
        assertThat(TrackIds.next("insert", Instant.EPOCH).value())
                .matches("insert_\\d{8}_\\d{6}_[0-9a-f]{8}");
    }
}
