package lightrag.auth.users;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lightrag.api.WorkspaceId;
import lightrag.tenant.Role;
import lightrag.tenant.Tenant;

/**
 * One valid entry of a users file.
 *
 * @param password empty: can't log in, keys only
 * @param keys all keys that work now; several while one is being replaced
 * @param keyIds what may stand in a path in place of a key, for clients that can send no header
 * @param expiresAt first instant without access
 */
public record User(
        String username,
        Optional<StoredPassword> password,
        List<KeyDigest> keys,
        List<KeyDigest> keyIds,
        WorkspaceId workspace,
        Role role,
        boolean disabled,
        Optional<Instant> expiresAt) {

    public User {
        keys = List.copyOf(keys);
        keyIds = List.copyOf(keyIds);
    }

    public boolean active(Instant now) {
        return !disabled && expiresAt.map(now::isBefore).orElse(true);
    }

    public Tenant tenant() {
        return new Tenant(workspace, username, role);
    }
}
