package lightrag.auth.users;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lightrag.api.InvalidInputException;
import lightrag.api.WorkspaceId;
import lightrag.tenant.Role;
import tools.jackson.databind.JsonNode;

/** Reads one entry and says everything that is wrong with it, not only the first thing. */
final class UserEntryReader {

    private static final Set<String> FIELDS =
            Set.of(
                    "username",
                    "password",
                    "api_key",
                    "api_keys",
                    "workspace",
                    "role",
                    "disabled",
                    "expires_at");

    /** Names the server itself uses in logs and tokens. */
    private static final Set<String> RESERVED = Set.of("guest", "anonymous", "system");

    private static final int USERNAME_MAX = 256;
    private static final int KEY_MAX = 512;
    private static final int KEY_SHORT = 16;

    /** What a header can carry unchanged. */
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]+");

    private final JsonNode node;
    private final String entry;
    private final List<Finding> findings;
    private final List<KeyDigest> keys = new ArrayList<>();
    private final List<KeyDigest> keyIds = new ArrayList<>();
    private boolean sound = true;

    UserEntryReader(JsonNode node, int index, List<Finding> findings) {
        this.node = node;
        this.findings = findings;
        this.entry = label(node, index);
    }

    /** How messages name an entry; the name is shortened and shown without control characters. */
    static String label(JsonNode node, int index) {
        JsonNode name = node.path("username");
        String place = "users[" + index + "]";
        if (!name.isString() || name.stringValue().isEmpty()) {
            return place;
        }
        String shown = name.stringValue().replaceAll("\\p{Cntrl}", "?");
        return place + " (" + shown.substring(0, Math.min(shown.length(), 64)) + ")";
    }

    String entry() {
        return entry;
    }

    /** Empty when the entry has an error; the findings say which. */
    Optional<User> read(Instant now) {
        if (!node.isObject()) {
            error("-", "must be an object with username, workspace and a key or a password");
            return Optional.empty();
        }
        unknownFields();
        Optional<String> username = username();
        Optional<StoredPassword> password = password();
        readKeys();
        Optional<WorkspaceId> workspace = workspace();
        Role role = role();
        boolean disabled = disabled();
        Optional<Instant> expiresAt = expiresAt(now);
        if (sound && password.isEmpty() && keys.isEmpty()) {
            warning("api_key", "has neither key nor password, so nobody can use this entry");
        }
        if (!sound || username.isEmpty() || workspace.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new User(
                        username.get(),
                        password,
                        keys,
                        keyIds,
                        workspace.get(),
                        role,
                        disabled,
                        expiresAt));
    }

    private void unknownFields() {
        for (String name : node.propertyNames()) {
            if (!FIELDS.contains(name)) {
                warning(
                        name.replaceAll("\\p{Cntrl}", "?"),
                        "is not a known field and is ignored; known are "
                                + String.join(", ", FIELDS.stream().sorted().toList()));
            }
        }
    }

    private Optional<String> username() {
        Optional<String> name = text("username", true);
        name.ifPresent(this::checkUsername);
        return name;
    }

    private void checkUsername(String name) {
        if (name.length() > USERNAME_MAX) {
            error("username", "is longer than " + USERNAME_MAX + " characters");
        } else if (name.isBlank() || !name.strip().equals(name)) {
            error("username", "must not be blank or begin or end with a blank");
        } else if (name.codePoints().anyMatch(Character::isISOControl)) {
            error("username", "must not contain control characters");
        } else if (RESERVED.contains(name)) {
            error("username", "is reserved for the server itself; choose another name");
        }
    }

    private Optional<StoredPassword> password() {
        Optional<String> text = text("password", false);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().isEmpty()) {
            error("password", "must not be empty; leave the field out for a user with keys only");
            return Optional.empty();
        }
        try {
            StoredPassword password = StoredPassword.parse(text.get());
            if (password instanceof StoredPassword.Plain) {
                warning(
                        "password",
                        "is plain text; replace it by the output of: lightrag hash-password");
            }
            return Optional.of(password);
        } catch (IllegalArgumentException e) {
            error("password", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void readKeys() {
        text("api_key", false).flatMap(text -> key("api_key", text)).ifPresent(keys::add);
        JsonNode list = node.path("api_keys");
        if (list.isMissingNode() || list.isNull()) {
            return;
        }
        if (!list.isArray()) {
            error("api_keys", "must be a list");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            readKey(list.get(i), "api_keys[" + i + "]");
        }
    }

    /** A key alone, or an object of a key and the id that may stand for it in paths. */
    private void readKey(JsonNode value, String field) {
        if (value.isString()) {
            key(field, value.stringValue()).ifPresent(key -> addKey(key, field));
        } else if (value.path("key").isString() && value.path("id").isString()) {
            key(field + ".key", value.path("key").stringValue())
                    .ifPresent(key -> addKey(key, field + ".key"));
            keyId(field + ".id", value.path("id").stringValue()).ifPresent(keyIds::add);
        } else {
            error(field, "must be a text, or an object of the texts key and id");
        }
    }

    private Optional<KeyDigest> keyId(String field, String text) {
        if (!text.startsWith(KeyDigest.PREFIX) && !KeyDigest.isId(text)) {
            error(
                    field,
                    "must be lri_ and 22 to 60 letters, digits, - or _; make one by: lightrag"
                            + " new-key");
            return Optional.empty();
        }
        return key(field, text);
    }

    private void addKey(KeyDigest key, String field) {
        if (keys.contains(key)) {
            warning(field, "is the same key as another of this user");
        } else {
            keys.add(key);
        }
    }

    private Optional<KeyDigest> key(String field, String text) {
        if (text.startsWith(KeyDigest.PREFIX)) {
            try {
                return Optional.of(
                        new KeyDigest(
                                text.substring(KeyDigest.PREFIX.length())
                                        .toLowerCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                error(field, "must be sha256: and 64 hexadecimal digits");
                return Optional.empty();
            }
        }
        if (text.length() > KEY_MAX || !VISIBLE_ASCII.matcher(text).matches()) {
            error(
                    field,
                    "must be 1 to "
                            + KEY_MAX
                            + " visible ASCII characters without blanks, as it travels in a"
                            + " header");
            return Optional.empty();
        }
        if (text.length() < KEY_SHORT) {
            warning(
                    field,
                    "has fewer than " + KEY_SHORT + " characters; make one by: lightrag new-key");
        }
        return Optional.of(KeyDigest.of(text));
    }

    private Optional<WorkspaceId> workspace() {
        return text("workspace", true)
                .flatMap(
                        name -> {
                            if (name.startsWith(KeyDigest.ID_MARK)) {
                                error("workspace", "must not begin as ids of keys do: lri_");
                            }
                            try {
                                return Optional.of(new WorkspaceId(name));
                            } catch (InvalidInputException e) {
                                error("workspace", String.valueOf(e.getMessage()));
                                return Optional.empty();
                            }
                        });
    }

    private Role role() {
        String name = text("role", false).orElse("user");
        return Arrays.stream(Role.values())
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseGet(
                        () -> {
                            error("role", "must be admin, user or reader");
                            return Role.READER;
                        });
    }

    private boolean disabled() {
        JsonNode value = node.path("disabled");
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            error("disabled", "must be true or false, without quotes");
            return true;
        }
        return value.booleanValue();
    }

    private Optional<Instant> expiresAt(Instant now) {
        Optional<String> text = text("expires_at", false);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant end = moment(text.get());
            if (!now.isBefore(end)) {
                warning("expires_at", "is in the past: this user has no access");
            }
            return Optional.of(end);
        } catch (DateTimeException e) {
            error(
                    "expires_at",
                    "must be a date (2027-01-31, access until its end in UTC) or a time with"
                            + " offset (2027-01-31T12:00:00Z)");
            return Optional.empty();
        }
    }

    private static Instant moment(String text) {
        return text.indexOf('T') < 0
                ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
    }

    /** A text field; a missing or null one is an error only where it is required. */
    private Optional<String> text(String field, boolean required) {
        JsonNode value = node.path(field);
        if (value.isString()) {
            return Optional.of(value.stringValue());
        }
        if (!value.isMissingNode() && !value.isNull()) {
            error(field, "must be a text");
        } else if (required) {
            error(field, "is missing");
        }
        return Optional.empty();
    }

    private void error(String field, String message) {
        sound = false;
        findings.add(Finding.error(entry, field, message));
    }

    private void warning(String field, String message) {
        findings.add(Finding.warning(entry, field, message));
    }
}
