package lightrag.auth.users;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The content of a users file and what is to be said about it.
 *
 * <p>Form: {@code {"users": [{"username", "password"?, "api_key"?, "api_keys"?: [..], "workspace",
 * "role"?: admin|user|reader, "disabled"?, "expires_at"?}]}}.
 *
 * @param users the sound entries; use them only when {@link #usable()}
 * @param findings errors and warnings in the order of the file
 */
public record UsersFile(List<User> users, List<Finding> findings) {

    /** Far more than 10,000 users need; a larger file is somebody's mistake. */
    public static final int BYTES_MAX = 16 * 1024 * 1024;

    private static final String WHOLE = "file";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    public UsersFile {
        users = List.copyOf(users);
        findings = List.copyOf(findings);
    }

    /** Whether there is no error; warnings don't hinder. */
    public boolean usable() {
        return findings.stream().noneMatch(f -> f.severity() == Finding.Severity.ERROR);
    }

    public List<Finding> errors() {
        return findings.stream().filter(f -> f.severity() == Finding.Severity.ERROR).toList();
    }

    public UserDirectory directory() {
        return new UserDirectory(users);
    }

    /**
     * Reads and validates a file, its access rights included. Never throws for what is in it.
     *
     * @throws IOException the file can't be read
     */
    public static UsersFile read(Path file, Instant now) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(BYTES_MAX + 1);
        }
        UsersFile parsed = parse(content, now);
        if (!readableByOthers(file)) {
            return parsed;
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(
                Finding.warning(
                        WHOLE, "-", "can be read by every user of this machine; use mode 0600"));
        findings.addAll(parsed.findings());
        return new UsersFile(parsed.users(), findings);
    }

    /**
     * Validates the content of a file. Never throws for what is in it.
     *
     * @param content UTF-8 JSON
     * @param now for warnings about access that has ended
     */
    public static UsersFile parse(byte[] content, Instant now) {
        if (content.length > BYTES_MAX) {
            return broken("-", "is larger than " + BYTES_MAX + " bytes");
        }
        JsonNode root;
        try {
            root = JSON.readTree(content);
        } catch (JacksonException e) {
            // the parser's own text may quote the file, and with it a key
            return broken(
                    "-",
                    "is not JSON or repeats a field, at line %d column %d"
                            .formatted(
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                                    e.getLocation() == null ? 1 : e.getLocation().getColumnNr()));
        }
        if (!root.isObject() || !root.path("users").isArray()) {
            return broken("users", "must be a list within an object: {\"users\": [...]}");
        }
        return readUsers(root, now);
    }

    private static UsersFile readUsers(JsonNode root, Instant now) {
        List<Finding> findings = new ArrayList<>();
        for (String name : root.propertyNames()) {
            if (!name.equals("users")) {
                findings.add(
                        Finding.warning(
                                WHOLE,
                                name.replaceAll("\\p{Cntrl}", "?"),
                                "is not a known field and is ignored"));
            }
        }
        JsonNode entries = root.path("users");
        if (entries.isEmpty()) {
            findings.add(Finding.warning(WHOLE, "users", "is empty: nobody has access"));
        }
        List<User> users = new ArrayList<>();
        Duplicates duplicates = new Duplicates(findings);
        for (int i = 0; i < entries.size(); i++) {
            UserEntryReader reader = new UserEntryReader(entries.get(i), i, findings);
            reader.read(now)
                    .ifPresent(
                            user -> {
                                duplicates.see(user, reader.entry());
                                users.add(user);
                            });
        }
        return new UsersFile(users, findings);
    }

    private static UsersFile broken(String field, String message) {
        return new UsersFile(List.of(), List.of(Finding.error(WHOLE, field, message)));
    }

    private static boolean readableByOthers(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        return permissions.contains(PosixFilePermission.OTHERS_READ);
    }

    /** Two entries of one name or with one key: which of them a request means can't be told. */
    private static final class Duplicates {
        private final List<Finding> findings;
        private final Map<String, String> names = new HashMap<>();
        private final Map<KeyDigest, String> keys = new HashMap<>();

        Duplicates(List<Finding> findings) {
            this.findings = findings;
        }

        void see(User user, String entry) {
            String sameName = names.putIfAbsent(user.username(), entry);
            if (sameName != null) {
                findings.add(Finding.error(entry, "username", "is also used by " + sameName));
            }
            user.keyIds().forEach(id -> seeKey(id, entry));
            user.keys().forEach(key -> seeKey(key, entry));
        }

        private void seeKey(KeyDigest key, String entry) {
            String sameKey = keys.putIfAbsent(key, entry);
            if (sameKey != null) {
                findings.add(
                        Finding.error(
                                entry,
                                "api_key",
                                "one of the keys or ids is also used by " + sameKey));
            }
        }
    }
}
