package lightrag.auth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import lightrag.api.DeniedException;
import lightrag.api.InvalidInputException;
import lightrag.auth.token.VerifiedToken;
import lightrag.tenant.Role;
import lightrag.tenant.Tenant;

/** What becomes of a request at the gate. */
sealed interface Passage {

    /** Answered here, goes no further. */
    record Refused(int status, String detail) implements Passage {}

    /**
     * Goes on.
     *
     * @param tenant to be bound; empty: none, so that nothing of any workspace can be reached
     * @param known whether the caller has shown who it is
     * @param token to be renewed when due
     */
    record Permitted(Optional<Tenant> tenant, boolean known, Optional<VerifiedToken> token)
            implements Passage {

        static final Permitted NOBODY = new Permitted(Optional.empty(), false, Optional.empty());
    }

    String OLLAMA = "/api";

    static Passage decide(Gate gate, HttpServletRequest request, RequestPath path) {
        try {
            return attempt(gate, request, path);
        } catch (InvalidInputException e) {
            return new Refused(400, String.valueOf(e.getMessage()));
        } catch (DeniedException e) {
            return new Refused(403, String.valueOf(e.getMessage()));
        }
    }

    private static Passage attempt(Gate gate, HttpServletRequest request, RequestPath path) {
        Authenticator rules = gate.authenticator();
        if (rules instanceof RefusingAuthenticator refusing) {
            return refused(refusing.refusal());
        }
        if (path.isPublic()) {
            WorkspaceChoice.named(Optional.empty(), path.workspace());
            return Permitted.NOBODY;
        }
        if (path.under(RolePolicy.OPERATIONS) && !operated(rules)) {
            return new Refused(404, "Not Found");
        }
        boolean open = gate.opens(path, rules);
        Optional<String> keyId = keyId(rules, path);
        return switch (rules.authenticate(Credentials.of(request, keyId))) {
            case Decision.Granted(Tenant caller, Optional<VerifiedToken> token) ->
                    known(
                            request,
                            path,
                            caller,
                            keyId.isPresent() ? Optional.empty() : path.workspace(),
                            open ? Optional.empty() : token);
            case Decision.Refused refusal ->
                    open ? unknown(rules, request, path) : refused(refusal);
        };
    }

    /** Without anybody who may operate the server, its operators' routes are not there. */
    private static boolean operated(Authenticator rules) {
        return rules instanceof UsersAuthenticator known && known.users().hasAdmin();
    }

    /** The caller is known; may it do this, here? */
    private static Passage known(
            HttpServletRequest request,
            RequestPath path,
            Tenant caller,
            Optional<String> prefix,
            Optional<VerifiedToken> token) {
        // for the access log: who was refused matters as much as who was not
        request.setAttribute(TenantFilter.USER_ATTRIBUTE, caller.user());
        Role needed = RolePolicy.needed(request.getMethod(), path);
        if (!caller.role().covers(needed)) {
            throw new DeniedException("This needs the role " + needed + ".");
        }
        Tenant tenant = WorkspaceChoice.choose(caller, header(request), prefix);
        return new Permitted(Optional.of(tenant), true, token);
    }

    /**
     * The id of a key in the path, which opens the Ollama routes only: their clients are those that
     * can send no header.
     */
    private static Optional<String> keyId(Authenticator rules, RequestPath path) {
        Optional<String> id = rules instanceof UsersAuthenticator ? path.keyId() : Optional.empty();
        if (id.isPresent() && !path.under(OLLAMA)) {
            throw new DeniedException("The id of a key opens paths below " + OLLAMA + " only.");
        }
        return id;
    }

    private static Passage unknown(
            Authenticator rules, HttpServletRequest request, RequestPath path) {
        Optional<Tenant> nobody = rules.anonymous();
        if (nobody.isEmpty()) {
            WorkspaceChoice.named(header(request), path.workspace());
            return Permitted.NOBODY;
        }
        Tenant tenant = WorkspaceChoice.choose(nobody.get(), header(request), path.workspace());
        return new Permitted(Optional.of(tenant), false, Optional.empty());
    }

    private static Optional<String> header(HttpServletRequest request) {
        return Credentials.header(request, WorkspaceChoice.HEADER);
    }

    private static Refused refused(Decision.Refused refusal) {
        return new Refused(refusal.status(), refusal.detail());
    }
}
