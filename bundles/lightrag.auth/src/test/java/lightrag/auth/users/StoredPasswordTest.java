package lightrag.auth.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredPasswordTest {

    /** Made by libxcrypt, which is not ours. */
    private static final String WONDER =
            "$2b$05$abcdefghijklmnopqrstuuLZNkQ1VL/QsuI/EN8Qq4Ia5232KBp7m";

    /** A published vector of the argon2 sources: password, somesalt. */
    private static final String ARGON =
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

    @Test
    void readsBcryptWithAndWithoutMark() {
        for (String text : new String[] {WONDER, "{bcrypt}" + WONDER}) {
            StoredPassword password = StoredPassword.parse(text);
            assertThat(password.matches("wonder")).isTrue();
            assertThat(password.matches("wonde")).isFalse();
            assertThat(password.matches("")).isFalse();
            assertThat(password.cheap()).isFalse();
        }
    }

    @Test
    void looksAtTheFirst72BytesLikeTheReference() {
        StoredPassword password =
                StoredPassword.parse(
                        "$2b$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i");
        assertThat(password.matches("x".repeat(100))).isTrue();
        assertThat(password.matches("x".repeat(72))).isTrue();
        assertThat(password.matches("x".repeat(71))).isFalse();
    }

    @Test
    void readsUtf8() {
        StoredPassword password =
                StoredPassword.parse(
                        "$2y$04$abcdefghijklmnopqrstuuusvfeYzFuQdqd.KjimlRKkZ2QcoHWhO");
        assertThat(password.matches("café")).isTrue();
        assertThat(password.matches("cafe")).isFalse();
    }

    @Test
    void checksArgon2id() {
        StoredPassword password = StoredPassword.parse(ARGON);
        assertThat(password.matches("password")).isTrue();
        assertThat(password.matches("Password")).isFalse();
        assertThat(password.cheap()).isFalse();
    }

    @Test
    void plainTextIsComparedWhole() {
        StoredPassword password = StoredPassword.parse("plain");
        assertThat(password.matches("plain")).isTrue();
        assertThat(password.matches("plai")).isFalse();
        assertThat(password.cheap()).isTrue();
    }

    @Test
    void hashesWhatItChecks() {
        StoredPassword hash = StoredPassword.Bcrypt.hash("naïve");
        assertThat(hash.stored()).startsWith("$2b$12$").hasSize(60);
        assertThat(StoredPassword.parse(hash.stored()).matches("naïve")).isTrue();
        assertThatThrownBy(() -> StoredPassword.Bcrypt.hash(""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StoredPassword.Bcrypt.hash("ä".repeat(37)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{bcrypt}",
                "{bcrypt}plain",
                "$2b$12$short",
                "$2x$05$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuuabcdefghi",
                "$2b$31$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
                "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$broken"
            })
    void refusesWhatOnlyLooksLikeAHash(String text) {
        assertThatThrownBy(() -> StoredPassword.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(text);
    }

    @Test
    void nothingShowsAPasswordByAccident() {
        assertThat(StoredPassword.parse("plain-secret").toString()).doesNotContain("plain-secret");
        assertThat(StoredPassword.parse(WONDER).toString()).doesNotContain("$2b");
        assertThat(StoredPassword.parse(ARGON).toString()).doesNotContain("nf65");
    }
}
