package lightrag.rest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import lightrag.api.InvalidInputException;
import lightrag.rest.validation.Field;
import lightrag.rest.validation.InvalidRequestException;
import lightrag.rest.validation.Problem;
import lightrag.rest.validation.Schema;
import lightrag.rest.validation.TextKind;
import org.junit.jupiter.api.Test;

class JsonRequestTest {
    private static final Field<String> QUERY = Field.required("query", TextKind.ANY);
    private static final Schema SCHEMA = Schema.of(QUERY);

    private static Problem problem(String body, boolean json) {
        JsonRequest request = new JsonRequest(body.getBytes(StandardCharsets.UTF_8), json);
        return catchThrowableOfType(InvalidRequestException.class, () -> request.read(SCHEMA))
                .problems()
                .getFirst();
    }

    @Test
    void readsJson() {
        JsonRequest request =
                new JsonRequest("{\"query\":\"x\"}".getBytes(StandardCharsets.UTF_8), true);
        assertThat(request.read(SCHEMA).get(QUERY)).isEqualTo("x");
    }

    @Test
    void missesAnEmptyBody() {
        assertThat(problem("", true).type()).isEqualTo("missing");
        assertThat(problem("", false).path()).isEqualTo("body");
    }

    @Test
    void takesOtherContentForText() {
        Problem problem = problem("{\"query\":\"x\"}", false);
        assertThat(problem.type()).isEqualTo("model_attributes_type");
        assertThat(problem.input().stringValue()).isEqualTo("{\"query\":\"x\"}");
    }

    @Test
    void saysWhereJsonIsBroken() {
        Problem problem = problem("{\"query\": }", true);
        assertThat(problem.type()).isEqualTo("json_invalid");
        assertThat(problem.location()).containsExactly("body", 10);
        assertThat(problem.context()).containsEntry("error", "Expecting value");
    }

    @Test
    void refusesTrailingTextAndDeepNesting() {
        assertThat(problem("{} x", true).type()).isEqualTo("json_invalid");
        assertThat(problem("[".repeat(100_000), true).type()).isEqualTo("json_invalid");
    }

    @Test
    void refusesBytesThatAreNoText() {
        JsonRequest request = new JsonRequest(new byte[] {(byte) 0xFF, '{', '}'}, true);
        assertThatThrownBy(() -> request.read(SCHEMA)).isInstanceOf(InvalidInputException.class);
    }
}
