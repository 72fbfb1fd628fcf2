package lightrag.auth.users;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lightrag.tenant.Role;

/** All users of one version of the file. Immutable and thread-safe. */
public final class UserDirectory {

    private final Map<String, User> byName;
    private final Map<KeyDigest, User> byKey;
    private final Map<KeyDigest, User> byKeyId;

    /**
     * A directory of one version of the file.
     *
     * @param users without two of one name or key; {@link UsersFile} has seen to that
     */
    public UserDirectory(Collection<User> users) {
        Map<String, User> names = HashMap.newHashMap(users.size());
        Map<KeyDigest, User> keys = HashMap.newHashMap(users.size());
        Map<KeyDigest, User> ids = new HashMap<>();
        for (User user : users) {
            names.put(user.username(), user);
            user.keys().forEach(key -> keys.put(key, user));
            user.keyIds().forEach(id -> ids.put(id, user));
        }
        byName = Map.copyOf(names);
        byKey = Map.copyOf(keys);
        byKeyId = Map.copyOf(ids);
    }

    public int size() {
        return byName.size();
    }

    /** Whether anybody in it is an admin, with access at the moment or without. */
    public boolean hasAdmin() {
        return byName.values().stream().anyMatch(user -> user.role() == Role.ADMIN);
    }

    /** The user of that name who has access at that time. */
    public Optional<User> byName(String username, Instant now) {
        return Optional.ofNullable(byName.get(username)).filter(user -> user.active(now));
    }

    /**
     * The user with that key who has access at that time. Only digests are compared: what timing
     * shows of a digest says nothing about a key.
     */
    public Optional<User> byKey(String key, Instant now) {
        KeyDigest presented = KeyDigest.of(key);
        return Optional.ofNullable(byKey.get(presented))
                .filter(user -> user.keys().stream().anyMatch(presented::sameAs))
                .filter(user -> user.active(now));
    }

    /** The user with a key of that id who has access at that time. */
    public Optional<User> byKeyId(String id, Instant now) {
        return Optional.ofNullable(byKeyId.get(KeyDigest.of(id))).filter(user -> user.active(now));
    }
}
