package lightrag.engine.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The prompts in force, read once. Immutable. */
public final class Prompts {

    private static final Logger LOG = LoggerFactory.getLogger(Prompts.class);

    private final Map<Prompt, String> texts;

    private Prompts(Map<Prompt, String> texts) {
        this.texts = texts;
    }

    /**
     * @param overrides a directory that need not exist
     * @param profile prompts that stand before all others
     */
    public static Prompts load(Path overrides, Map<Prompt, String> profile) {
        Map<Prompt, String> texts = new EnumMap<>(Prompt.class);
        for (Prompt prompt : Prompt.values()) {
            Path file = overrides.resolve(prompt.fileName());
            texts.put(
                    prompt, Files.isRegularFile(file) ? override(prompt, file) : resource(prompt));
        }
        texts.putAll(profile);
        return new Prompts(texts);
    }

    private static String override(Prompt prompt, Path file) {
        try {
            String text = Files.readString(file);
            LOG.info("The prompt {} is the operator's own", prompt.fileName());
            return text;
        } catch (IOException e) {
            LOG.warn(
                    "The prompt file {} can't be read, the shipped one stays: {}",
                    prompt.fileName(),
                    e.toString());
            return resource(prompt);
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
        return texts.getOrDefault(prompt, "");
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
