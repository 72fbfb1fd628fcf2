package lightrag.engine.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lightrag.engine.text.Hashing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The prompts in force, read once. Immutable. */
public final class Prompts {

    private static final String MARK = "\n<prompts>\n";
    private static final Logger LOG = LoggerFactory.getLogger(Prompts.class);

    private final Map<Prompt, String> shipped = new EnumMap<>(Prompt.class);
    private final Map<Prompt, String> own;

    private Prompts(Map<Prompt, String> own) {
        this.own = own;
        for (Prompt prompt : Prompt.values()) {
            shipped.put(prompt, resource(prompt));
        }
    }

    /**
     * @param overrides a directory that need not exist
     * @param profile prompts that stand before those of the directory
     * @param settings prompts that stand before all others
     */
    public static Prompts load(
            Path overrides, Map<Prompt, String> profile, Map<Prompt, String> settings) {
        Map<Prompt, String> own = new EnumMap<>(Prompt.class);
        for (Prompt prompt : Prompt.values()) {
            override(prompt, overrides).ifPresent(text -> own.put(prompt, text));
        }
        own.putAll(profile);
        own.putAll(settings);
        if (!own.isEmpty()) {
            LOG.info("Prompts of the operator's own: {}", own.keySet());
        }
        return new Prompts(own);
    }

    private static Optional<String> override(Prompt prompt, Path overrides) {
        Path file = overrides.resolve(prompt.fileName());
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            LOG.warn(
                    "The prompt file {} can't be read, the shipped one stays: {}",
                    prompt.fileName(),
                    e.toString());
            return Optional.empty();
        }
    }

    private static String resource(Prompt prompt) {
        try (InputStream in = Prompts.class.getResourceAsStream(prompt.fileName())) {
            return new String(
                    Objects.requireNonNull(in, prompt.fileName()).readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A prompt with its slots open. */
    public String text(Prompt prompt) {
        return own.getOrDefault(prompt, shipped.getOrDefault(prompt, ""));
    }

    /**
     * What tells kept replies to one wording from those to another; empty text while all of these
     * prompts are the shipped ones, whose replies are kept as the reference keeps them.
     */
    public String mark(Prompt... used) {
        List<String> texts = Arrays.stream(used).filter(own::containsKey).map(this::text).toList();
        return texts.isEmpty() ? "" : MARK + Hashing.md5(String.join(MARK, texts));
    }

    /**
     * A prompt with its slots filled; braces that name no slot stay as they are, and values are not
     * looked into.
     */
    public String fill(Prompt prompt, Map<String, String> slots) {
        return fill(text(prompt), slots);
    }

    /** As {@link #fill(Prompt, Map)}, for a template from elsewhere. */
    public static String fill(String template, Map<String, String> slots) {
        StringBuilder out = new StringBuilder(template.length() + 1024);
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            int close = open < 0 ? -1 : template.indexOf('}', open);
            if (close < 0) {
                break;
            }
            String value = slots.get(template.substring(open + 1, close));
            out.append(template, at, value == null ? open + 1 : open);
            if (value != null) {
                out.append(value);
            }
            at = value == null ? open + 1 : close + 1;
        }
        return out.append(template, at, template.length()).toString();
    }
}
