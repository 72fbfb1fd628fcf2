package lightrag.auth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lightrag.auth.users.StoredPassword;

/** The user names and passwords of {@code AUTH_ACCOUNTS}: {@code user:password,user:password}. */
record Accounts(Map<String, StoredPassword> passwords) {

    private static final int USERNAME_MAX = 256;

    Accounts {
        passwords = Map.copyOf(passwords);
    }

    /**
     * Split at commas and the first colon of each; of two with one name the last counts.
     *
     * @throws IllegalArgumentException an entry without name or password; says which, by number
     */
    static Accounts parse(String text) {
        Map<String, StoredPassword> accounts = new LinkedHashMap<>();
        if (text.isBlank()) {
            return new Accounts(accounts);
        }
        String[] entries = text.split(",", -1);
        for (int i = 0; i < entries.length; i++) {
            int colon = entries[i].indexOf(':');
            if (colon < 1 || colon == entries[i].length() - 1) {
                throw broken(i, "must be name:password, both not empty");
            }
            String name = entries[i].substring(0, colon);
            if (name.length() > USERNAME_MAX) {
                throw broken(i, "has a name longer than " + USERNAME_MAX + " characters");
            }
            accounts.put(name, password(i, entries[i].substring(colon + 1)));
        }
        return new Accounts(accounts);
    }

    boolean isEmpty() {
        return passwords.isEmpty();
    }

    Optional<StoredPassword> password(String username) {
        return Optional.ofNullable(passwords.get(username));
    }

    private static StoredPassword password(int index, String text) {
        try {
            return StoredPassword.parseAccount(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "AUTH_ACCOUNTS entry " + (index + 1) + ": the password " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException broken(int index, String what) {
        return new IllegalArgumentException("AUTH_ACCOUNTS entry " + (index + 1) + " " + what);
    }
}
