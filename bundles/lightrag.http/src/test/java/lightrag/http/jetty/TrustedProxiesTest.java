package lightrag.http.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {

    private final TrustedProxies proxies = new TrustedProxies("127.0.0.1, 10.0.0.0/8, ::1");

    @Test
    void onlyListedPeersAreTrusted() {
        assertThat(proxies.trusts(peer("127.0.0.1"))).isTrue();
        assertThat(proxies.trusts(peer("10.9.8.7"))).isTrue();
        assertThat(proxies.trusts(peer("::1"))).isTrue();
        assertThat(proxies.trusts(peer("11.0.0.1"))).isFalse();
        assertThat(new TrustedProxies("").trusts(peer("127.0.0.1"))).isFalse();
        assertThat(new TrustedProxies("*").trusts(peer("203.0.113.9"))).isTrue();
    }

    @Test
    void theCallerIsTheLastOneThatNobodyTrusted() {
        assertThat(proxies.caller(List.of("203.0.113.9"))).contains("203.0.113.9");
        assertThat(proxies.caller(List.of("1.2.3.4, 203.0.113.9, 10.1.1.1")))
                .as("what the caller claims is not believed")
                .contains("203.0.113.9");
        assertThat(proxies.caller(List.of("1.2.3.4", "203.0.113.9"))).contains("203.0.113.9");
        assertThat(proxies.caller(List.of("10.1.1.1, 10.2.2.2"))).contains("10.1.1.1");
    }

    @Test
    void whatIsNoListOfAddressesSaysNothing() {
        assertThat(proxies.caller(List.of())).isEmpty();
        assertThat(proxies.caller(List.of("unknown"))).isEmpty();
        assertThat(proxies.caller(List.of("example.org, 10.1.1.1"))).isEmpty();
    }

    @Test
    void otherListsAreRefused() {
        assertThatThrownBy(() -> new TrustedProxies("10.0.0.0/99"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FORWARDED_ALLOW_IPS");
    }

    private static InetSocketAddress peer(String address) {
        return new InetSocketAddress(address, 4711);
    }
}
