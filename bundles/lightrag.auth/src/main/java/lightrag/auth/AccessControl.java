package lightrag.auth;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the rules in force. A configuration that can't be used closes the entrance when it is the
 * first one, and is refused when it follows a good one.
 */
@Component(
        service = AccessControl.class,
        immediate = true,
        configurationPid = "lightrag.auth",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class AccessControl {

    /**
     * Properties of PID {@code lightrag.auth}; names as in the reference where it has them. Names
     * of secrets begin with a dot, which keeps them out of this component's service properties.
     */
    public @interface Config {
        /** Path of users.json; empty: none is looked for. */
        String users_file() default "";

        /** Refuse everybody while the users file is missing, instead of serving without users. */
        boolean users_required() default false;

        String _lightrag_api_key() default "";

        String _auth_accounts() default "";

        String _token_secret() default "";

        double token_expire_hours() default 48;

        double guest_token_expire_hours() default 24;

        String jwt_algorithm() default "HS256";

        boolean token_auto_renew() default true;

        double token_renew_threshold() default 0.5;

        int login_max_failed_attempts() default 5;

        long login_lockout_window_seconds() default 300;

        String whitelist_paths() default "/health,/api/*";

        /** The one workspace of a server without users file; empty: {@code default}. */
        String workspace() default "";

        /** Where a token secret is kept that the server made itself. */
        String working_dir() default "rag_storage";

        String webui_title() default "";

        String webui_description() default "";

        boolean enable_ai_content_notice() default false;

        String lightrag_api_prefix() default "";
    }

    /** What a request meets first. */
    sealed interface Entrance {}

    record Open(Gate gate) implements Entrance {}

    record Closed(String reason) implements Entrance {}

    private static final Logger LOG = LoggerFactory.getLogger(AccessControl.class);

    private final Clock clock;
    private volatile Entrance entrance = new Closed("Access control is starting.");

    public AccessControl() {
        this(Clock.systemUTC());
    }

    AccessControl(Clock clock) {
        this.clock = clock;
    }

    @Activate
    void activate(Config config) {
        apply(config);
    }

    @Modified
    void modified(Config config) {
        apply(config);
    }

    @Deactivate
    void deactivate() {
        close(entrance);
        entrance = new Closed("Access control has ended.");
    }

    Entrance entrance() {
        return entrance;
    }

    private void apply(Config config) {
        Entrance before = entrance;
        try {
            Optional<Gate> former =
                    before instanceof Open(Gate gate) ? Optional.of(gate) : Optional.empty();
            Gate next = Gate.open(AuthSettings.of(config), clock, former);
            entrance = new Open(next);
            former.ifPresent(gate -> gate.closeAfter(next));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            if (before instanceof Open) {
                LOG.error("Access settings are refused, those before stay: {}", e.getMessage());
            } else {
                LOG.error("Nobody has access: {}", e.getMessage(), e);
                entrance = new Closed("Access settings are not usable; the log says why.");
            }
        }
    }

    private static void close(Entrance entrance) {
        if (entrance instanceof Open(Gate gate)) {
            gate.close();
        }
    }
}
