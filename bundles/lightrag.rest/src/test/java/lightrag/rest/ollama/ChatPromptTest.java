package lightrag.rest.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import lightrag.api.QueryMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatPromptTest {

    @ParameterizedTest
    @CsvSource({
        "what is it,MIX,false,what is it",
        "/local who,LOCAL,false,who",
        "/global  who,GLOBAL,false,who",
        "/naive x,NAIVE,false,x",
        "/hybrid x,HYBRID,false,x",
        "/mix x,MIX,false,x",
        "/bypass x,BYPASS,false,x",
        "/context who,MIX,true,who",
        "/localcontext who,LOCAL,true,who",
        "/naivecontextwho,NAIVE,true,who",
        "/unknown who,MIX,false,/unknown who",
        "/bypasscontext x,MIX,false,/bypasscontext x",
        "/Local x,MIX,false,/Local x",
        "/local,MIX,false,/local"
    })
    void readsPrefixes(String message, QueryMode mode, boolean onlyContext, String query) {
        assertThat(ChatPrompt.parse(message))
                .isEqualTo(new ChatPrompt(query, mode, onlyContext, Optional.empty()));
    }

    @Test
    void readsHints() {
        assertThat(ChatPrompt.parse("/local[as a table] who"))
                .isEqualTo(
                        new ChatPrompt("who", QueryMode.LOCAL, false, Optional.of("as a table")));
        assertThat(ChatPrompt.parse("/[as a table] who\nis it"))
                .isEqualTo(
                        new ChatPrompt(
                                "who\nis it", QueryMode.MIX, false, Optional.of("as a table")));
        assertThat(ChatPrompt.parse("/local[x]").query()).isEmpty();
        assertThat(ChatPrompt.parse("/[two\nlines] who").userPrompt()).isEmpty();
    }
}
