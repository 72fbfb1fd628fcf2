package lightrag.auth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import lightrag.api.InvalidInputException;
import lightrag.api.WorkspaceId;
import lightrag.auth.token.TokenLife;

/**
 * The configuration, understood.
 *
 * @param usersFile empty: never look for one
 * @param apiKey the one key of a server without users file
 */
record AuthSettings(
        Optional<Path> usersFile,
        boolean usersRequired,
        Optional<String> apiKey,
        Accounts accounts,
        Optional<String> tokenSecret,
        String jwtAlgorithm,
        TokenLife tokenLife,
        double renewThreshold,
        LoginThrottle.Limits loginLimits,
        Whitelist whitelist,
        WorkspaceId workspace,
        Path workingDirectory,
        Branding branding,
        String prefix) {

    /** What login pages show. */
    record Branding(
            Optional<String> title, Optional<String> description, boolean aiContentNotice) {}

    /**
     * Reads and checks what Config Admin has.
     *
     * @throws IllegalArgumentException a value that can't be used; the message names the setting
     */
    static AuthSettings of(AccessControl.Config config) {
        return new AuthSettings(
                text(config.users_file()).map(AuthSettings::path),
                config.users_required(),
                text(config._lightrag_api_key()),
                Accounts.parse(config._auth_accounts()),
                text(config._token_secret()),
                config.jwt_algorithm().strip(),
                TokenLife.ofHours(config.token_expire_hours(), config.guest_token_expire_hours()),
                config.token_auto_renew() ? config.token_renew_threshold() : 0,
                new LoginThrottle.Limits(
                        config.login_max_failed_attempts(),
                        Duration.ofSeconds(config.login_lockout_window_seconds())),
                Whitelist.parse(config.whitelist_paths()),
                workspace(config.workspace()),
                Path.of(config.working_dir()),
                new Branding(
                        text(config.webui_title()),
                        text(config.webui_description()),
                        config.enable_ai_content_notice()),
                prefix(config.lightrag_api_prefix()));
    }

    /** {@code a/../b} must work before there is an {@code a}, as at the first start. */
    private static Path path(String text) {
        return Path.of(text).toAbsolutePath().normalize();
    }

    private static WorkspaceId workspace(String name) {
        try {
            return new WorkspaceId(text(name).orElse("default"));
        } catch (InvalidInputException e) {
            throw new IllegalArgumentException("WORKSPACE: " + e.getMessage(), e);
        }
    }

    /** {@code site01/} becomes {@code /site01}; no prefix is empty text. */
    private static String prefix(String text) {
        String inner = text.strip().replaceAll("^/+|/+$", "");
        return inner.isEmpty() ? "" : "/" + inner;
    }

    private static Optional<String> text(String value) {
        return value.isBlank() ? Optional.empty() : Optional.of(value);
    }
}
