package lightrag.auth.users;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the command line offers around users. Each method prints and returns the exit code. */
public final class UsersTool {

    private static final int DONE = 0;
    private static final int WRONG = 1;
    private static final int UNREADABLE = 2;

    private UsersTool() {}

    /**
     * Validates a users file: one line a finding, then a summary.
     *
     * @return 0 usable, 1 has errors, 2 missing or unreadable
     */
    public static int check(Path file, PrintStream out) {
        if (!Files.exists(file)) {
            out.println(file + ": no such file");
            return UNREADABLE;
        }
        UsersFile content;
        try {
            content = UsersFile.read(file, Instant.now());
        } catch (IOException e) {
            out.println(file + ": can't be read: " + e.getMessage());
            return UNREADABLE;
        }
        content.findings().forEach(finding -> out.println(file + ": " + finding));
        out.printf(
                "%s: %d users, %d errors, %d warnings%n",
                file,
                content.users().size(),
                content.errors().size(),
                content.findings().size() - content.errors().size());
        return content.usable() ? DONE : WRONG;
    }

    /**
     * Prints the bcrypt hash of a password as it goes into the users file or, with a user name,
     * into {@code AUTH_ACCOUNTS}.
     *
     * @return 0, or 1 for a password that can't be hashed
     */
    public static int hashPassword(String password, Optional<String> username, PrintStream out) {
        try {
            String hash =
                    StoredPassword.BCRYPT_MARK + StoredPassword.Bcrypt.hash(password).stored();
            out.println(username.map(name -> name + ":" + hash).orElse(hash));
            return DONE;
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return WRONG;
        }
    }

    /** Prints a new key for the client and its digest for the users file, and an id for the key. */
    public static int newKey(PrintStream out) {
        String key = KeyDigest.newKey(new SecureRandom());
        List<String> lines = new ArrayList<>();
        lines.add("key for the client (shown only now): " + key);
        lines.add("digest for users.json:               " + KeyDigest.of(key).written());
        String id = KeyDigest.newId(new SecureRandom());
        lines.add("id for paths, if it needs one:        " + id);
        lines.add(
                "entry with that id:                   {\"key\": \"%s\", \"id\": \"%s\"}"
                        .formatted(KeyDigest.of(key).written(), KeyDigest.of(id).written()));
        lines.forEach(out::println);
        return DONE;
    }
}
