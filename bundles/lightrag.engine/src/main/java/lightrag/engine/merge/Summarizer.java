package lightrag.engine.merge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.engine.cache.CacheKind;
import lightrag.engine.cache.CachedModel;
import lightrag.engine.options.MergeOptions;
import lightrag.engine.prompt.Prompt;
import lightrag.engine.prompt.Prompts;
import lightrag.engine.task.Cancellation;
import lightrag.engine.text.JsonText;
import lightrag.engine.text.TextCleaner;
import lightrag.spi.model.CallPriority;
import lightrag.spi.text.Tokenizer;

/**
 * One description from many fragments, by the model where they are many or long (rules MG-40 to
 * MG-44).
 */
public final class Summarizer {

    private final CachedModel model;
    private final Prompts prompts;
    private final MergeOptions options;
    private final Tokenizer tokenizer;
    private final FragmentTokens fragmentTokens;

    public Summarizer(
            CachedModel model, Prompts prompts, MergeOptions options, Tokenizer tokenizer) {
        this.model = model;
        this.prompts = prompts;
        this.options = options;
        this.tokenizer = tokenizer;
        this.fragmentTokens = new FragmentTokens(tokenizer);
    }

    /** A thing to describe. @param kind {@code Entity} or {@code Relation} */
    record Subject(String kind, String name) {}

    /**
     * Whether {@link #describe} would ask the model. No text has more tokens than bytes, so few are
     * counted.
     */
    boolean needsModel(List<String> fragments) {
        if (fragments.size() < 2) {
            return false;
        }
        return fragments.size() >= options.forceSummaryAt()
                || (bytes(fragments) >= options.summaryMaxTokens()
                        && fragmentTokens.of(fragments) >= options.summaryMaxTokens());
    }

    /**
     * @param fragments at least one
     * @throws lightrag.api.ModelFailureException the model gave no usable reply
     */
    String describe(Subject subject, List<String> fragments, Cancellation scope) {
        List<String> current = fragments;
        while (current.size() > 1 && needsModel(current)) {
            if (current.size() <= 2 || fitOneCall(current)) {
                return summary(subject, current, scope);
            }
            List<String> reduced = new ArrayList<>();
            for (List<String> group : groups(current)) {
                reduced.add(group.size() == 1 ? group.getFirst() : summary(subject, group, scope));
            }
            current = reduced;
        }
        return Descriptions.joined(current);
    }

    /** Rule MG-42: groups that fit one call, of two fragments at least wherever there are two. */
    private List<List<String>> groups(List<String> fragments) {
        List<List<String>> groups = new ArrayList<>();
        List<String> group = new ArrayList<>();
        int size = 0;
        for (String fragment : fragments) {
            int tokens = fragmentTokens.of(fragment);
            boolean overflow = size + tokens > options.summaryContextSize() && !group.isEmpty();
            if (overflow && group.size() > 1) {
                groups.add(group);
                group = new ArrayList<>();
                size = 0;
            }
            group.add(fragment);
            size += tokens;
            if (overflow && group.size() == 2) {
                groups.add(group);
                group = new ArrayList<>();
                size = 0;
            }
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    private String summary(Subject subject, List<String> fragments, Cancellation scope) {
        String prompt =
                prompts.fill(
                        Prompt.SUMMARIZE,
                        Map.of(
                                "description_type", subject.kind(),
                                "description_name", subject.name(),
                                "description_list", lines(fragments),
                                "summary_length", String.valueOf(options.summaryLength()),
                                "language", options.language()));
        CachedModel.Reply reply =
                model.ask(
                        new CachedModel.Question(
                                CacheKind.SUMMARY,
                                prompt,
                                Optional.empty(),
                                List.of(),
                                false,
                                Optional.empty(),
                                CallPriority.SUMMARY),
                        scope);
        return TextCleaner.sanitize(reply.text());
    }

    /**
     * One JSON object a line; whole lines are dropped from the end when they don't fit one call.
     */
    private String lines(List<String> fragments) {
        List<String> lines =
                fragments.stream()
                        .map(fragment -> "{\"Description\": " + JsonText.quote(fragment) + "}")
                        .toList();
        int keep = lines.size();
        while (keep > 0 && !fits(lines.subList(0, keep))) {
            keep--;
        }
        return String.join("\n", lines.subList(0, keep));
    }

    private boolean fits(List<String> lines) {
        return bytes(lines) + lines.size() <= options.summaryContextSize()
                || tokenizer.count(String.join("\n", lines)) <= options.summaryContextSize();
    }

    private boolean fitOneCall(List<String> fragments) {
        return bytes(fragments) <= options.summaryContextSize()
                || fragmentTokens.of(fragments) <= options.summaryContextSize();
    }

    private static int bytes(List<String> texts) {
        return texts.stream().mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length).sum();
    }
}
