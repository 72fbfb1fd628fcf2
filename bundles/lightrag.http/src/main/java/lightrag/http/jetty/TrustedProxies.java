package lightrag.http.jetty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * Whose {@code X-Forwarded-*} headers count, as in {@code FORWARDED_ALLOW_IPS}: addresses, ranges
 * such as {@code 10.0.0.0/8}, or {@code *} for anybody's.
 */
final class TrustedProxies {

    private final boolean everybody;
    private final InetAddressSet addresses = new InetAddressSet();

    /**
     * Reads a comma list.
     *
     * @throws IllegalArgumentException an entry is neither an address nor a range
     */
    TrustedProxies(String list) {
        List<String> entries =
                Arrays.stream(list.split(","))
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .toList();
        everybody = entries.contains("*");
        entries.stream().filter(entry -> !entry.equals("*")).forEach(this::add);
    }

    private void add(String entry) {
        try {
            addresses.add(entry);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "FORWARDED_ALLOW_IPS: " + entry + " is neither an address nor a range.", e);
        }
    }

    boolean trusts(SocketAddress peer) {
        return everybody
                || peer instanceof InetSocketAddress inet
                        && inet.getAddress() != null
                        && addresses.test(inet.getAddress());
    }

    /**
     * The caller: the last address of the chain that is not itself a trusted proxy's, since
     * everything before it is what that caller claims. Empty when the chain is no list of
     * addresses.
     *
     * @param chain values of {@code X-Forwarded-For} in the order of the request
     */
    Optional<String> caller(List<String> chain) {
        List<String> hops =
                chain.stream()
                        .flatMap(value -> Stream.of(value.split(",")))
                        .map(String::strip)
                        .toList();
        for (String hop : hops.reversed()) {
            Optional<InetAddress> address = literal(hop);
            if (address.isEmpty()) {
                return Optional.empty();
            }
            if (!everybody && !addresses.test(address.get())) {
                return address.map(InetAddress::getHostAddress);
            }
        }
        return hops.stream()
                .findFirst()
                .flatMap(TrustedProxies::literal)
                .map(InetAddress::getHostAddress);
    }

    /** Never asks a name server. */
    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
