package lightrag.auth;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import lightrag.auth.token.TokenRenewal;
import lightrag.auth.token.TokenSecret;
import lightrag.auth.token.TokenService;
import lightrag.auth.users.UsersFileWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything one version of the configuration asks for. Closing it ends the watch of the file. */
final class Gate implements AutoCloseable {

    /** What a whitelist may open when tenants have data: answers that hold nothing of anybody. */
    private static final Set<String> NOBODYS =
            Set.of("/health", "/api/version", "/api/tags", "/api/ps");

    private static final String VERIFY = "/auth/verify";

    /** Longer than any queue of honest logins; a page gives up after about as long. */
    private static final Duration LOGIN_PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final AuthSettings settings;
    private final Clock clock;
    private final PasswordCheck passwords =
            new PasswordCheck(
                    Math.max(1, Runtime.getRuntime().availableProcessors() / 2), LOGIN_PATIENCE);
    private final TokenService tokens;
    private final TokenRenewal renewal;
    private final LoginThrottle throttle;
    private final AccountAuthenticator accounts;
    private final Optional<UsersFileWatch> users;

    private Gate(
            AuthSettings settings,
            TokenService tokens,
            Clock clock,
            Optional<UsersFileWatch> users) {
        this.settings = settings;
        this.clock = clock;
        this.tokens = tokens;
        this.renewal = new TokenRenewal(tokens, settings.renewThreshold(), clock);
        this.throttle = new LoginThrottle(settings.loginLimits(), clock);
        this.accounts = new AccountAuthenticator(settings, tokens, passwords);
        this.users = users;
    }

    /**
     * A gate in place of another one. A watch of the same users file goes on: a new one would not
     * know the last good version of a file that is broken or missing at the moment.
     *
     * @throws IllegalArgumentException settings that exclude each other or can't be used
     * @throws java.io.UncheckedIOException the token secret can't be kept
     */
    static Gate open(AuthSettings settings, Clock clock, Optional<Gate> former) {
        if (ruledByAccounts(settings)) {
            settings.usersFile().ifPresent(Gate::refuseBesideAccounts);
        }
        TokenSecret secret =
                settings.tokenSecret()
                        .map(TokenSecret::configured)
                        .orElseGet(() -> TokenSecret.kept(settings.workingDirectory()));
        TokenService tokens =
                new TokenService(secret, settings.jwtAlgorithm(), settings.tokenLife(), clock);
        Gate gate = new Gate(settings, tokens, clock, users(settings, clock, former));
        gate.announce();
        return gate;
    }

    private static Optional<UsersFileWatch> users(
            AuthSettings settings, Clock clock, Optional<Gate> former) {
        if (ruledByAccounts(settings)) {
            return Optional.empty();
        }
        Optional<Path> file = settings.usersFile();
        return former.filter(gate -> gate.settings.usersFile().equals(file))
                .flatMap(gate -> gate.users)
                .or(() -> file.map(path -> UsersFileWatch.start(path, clock)));
    }

    /** Ends what the gate in its place has not taken over. */
    void closeAfter(Gate next) {
        if (users.isPresent() && !users.equals(next.users)) {
            close();
        }
    }

    /** How callers are known at this moment. */
    Authenticator authenticator() {
        return users.map(UsersFileWatch::state).<Authenticator>map(this::byFile).orElse(accounts);
    }

    private Authenticator byFile(UsersFileWatch.State state) {
        return switch (state) {
            case UsersFileWatch.Absent() ->
                    settings.usersRequired()
                            ? new RefusingAuthenticator("The users file is missing.")
                            : accounts;
            case UsersFileWatch.Unusable(var errors) ->
                    new RefusingAuthenticator(
                            "The users file has " + errors.size() + " errors; the log names them.");
            case UsersFileWatch.InForce(var directory) ->
                    new UsersAuthenticator(directory, tokens, passwords, clock);
        };
    }

    /** Whether a path needs no credentials under these rules. */
    boolean opens(RequestPath path, Authenticator rules) {
        if (path.decoded().equals(VERIFY) || !settings.whitelist().opens(path.decoded())) {
            return false;
        }
        return rules instanceof AccountAuthenticator || NOBODYS.contains(path.decoded());
    }

    AuthSettings settings() {
        return settings;
    }

    TokenService tokens() {
        return tokens;
    }

    TokenRenewal renewal() {
        return renewal;
    }

    LoginThrottle throttle() {
        return throttle;
    }

    @Override
    public void close() {
        users.ifPresent(UsersFileWatch::close);
    }

    private void announce() {
        switch (authenticator()) {
            case UsersAuthenticator known ->
                    LOG.info("Callers are the {} users of the users file", known.users().size());
            case AccountAuthenticator open
                    when !open.loginConfigured() && settings.apiKey().isEmpty() ->
                    LOG.warn(
                            "No users file, key or accounts: everybody may do everything in"
                                    + " workspace {}",
                            settings.workspace());
            case AccountAuthenticator closed ->
                    LOG.info(
                            "Callers need {} for workspace {}",
                            closed.loginConfigured() ? "an account or the key" : "the key",
                            settings.workspace());
            case RefusingAuthenticator refusing ->
                    LOG.error("Nobody has access. {}", refusing.reason());
        }
    }

    private static boolean ruledByAccounts(AuthSettings settings) {
        return settings.apiKey().isPresent() || !settings.accounts().isEmpty();
    }

    private static void refuseBesideAccounts(Path usersFile) {
        if (Files.exists(usersFile)) {
            throw new IllegalArgumentException(
                    "The users file exists, and LIGHTRAG_API_KEY or AUTH_ACCOUNTS is set too. Only"
                            + " one of them can say who has access: unset the variables, or move"
                            + " the file away.");
        }
    }
}
