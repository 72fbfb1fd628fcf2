package lightrag.auth.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightrag.api.WorkspaceId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import tools.jackson.databind.json.JsonMapper;

class UsersFileProperties {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Property(tries = 500)
    void noBytesMakeItThrow(@ForAll byte[] content) {
        assertThat(UsersFile.parse(content, NOW).usable()).isFalse();
    }

    @Property(tries = 500)
    void noValueMakesItThrowAndOnlySoundEntriesRemain(@ForAll("entries") List<Object> entries) {
        byte[] content = JSON.writeValueAsBytes(Map.of("users", entries));
        UsersFile file = UsersFile.parse(content, NOW);
        assertThat(file.users().size()).isLessThanOrEqualTo(entries.size());
        file.users()
                .forEach(user -> assertThat(user.workspace().value()).matches(WorkspaceId.SYNTAX));
    }

    @Property(tries = 200)
    void everyKeyFindsItsUserAndNoOther(
            @ForAll @Size(min = 1, max = 8)
                    List<@AlphaChars @NumericChars @StringLength(min = 16, max = 40) String> keys) {
        List<String> distinct = keys.stream().distinct().toList();
        List<Map<String, String>> entries = new ArrayList<>();
        for (int i = 0; i < distinct.size(); i++) {
            String written = i % 2 == 0 ? distinct.get(i) : KeyDigest.of(distinct.get(i)).written();
            entries.add(Map.of("username", "u" + i, "workspace", "w" + i, "api_key", written));
        }
        UsersFile file =
                UsersFile.parse(
                        JSON.writeValueAsString(Map.of("users", entries))
                                .getBytes(StandardCharsets.UTF_8),
                        NOW);
        assertThat(file.findings()).isEmpty();
        UserDirectory users = file.directory();
        for (int i = 0; i < distinct.size(); i++) {
            assertThat(users.byKey(distinct.get(i), NOW).orElseThrow().username())
                    .isEqualTo("u" + i);
            assertThat(users.byKey(distinct.get(i) + "x", NOW)).isEmpty();
        }
    }

    @Provide
    Arbitrary<List<Object>> entries() {
        Arbitrary<Object> value =
                Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(20).map(text -> (Object) text),
                        Arbitraries.of("a", "reader", "2027-01-01", "sha256:", "$2b$12$", "../x"),
                        Arbitraries.integers().map(number -> (Object) number),
                        Arbitraries.of(true, false),
                        Arbitraries.of(List.of(), List.of("k"), Map.of()));
        Arbitrary<String> field =
                Arbitraries.oneOf(
                        Arbitraries.of(
                                "username",
                                "password",
                                "api_key",
                                "api_keys",
                                "workspace",
                                "role",
                                "disabled",
                                "expires_at"),
                        Arbitraries.strings().ofMaxLength(5));
        Arbitrary<Object> object =
                Combinators.combine(field, value)
                        .as(Map::entry)
                        .list()
                        .ofMaxSize(8)
                        .map(UsersFileProperties::asMap);
        return Arbitraries.oneOf(object, value).list().ofMaxSize(4);
    }

    private static Object asMap(List<Map.Entry<String, Object>> fields) {
        Map<String, Object> map = new LinkedHashMap<>();
        fields.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return map;
    }
}
