package lightrag.documents.section;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import lightrag.spi.text.Tokenizer;

/**
 * Joins small sections (rule CH-52g), the deepest first: with their siblings, then with the section
 * they lie below. Parts of tables stay as they are.
 */
record SmallSections(Tokenizer tokenizer, Sizes sizes) {

    List<Section> joined(List<Section> sections) {
        List<Section> result = sections;
        List<Integer> levels =
                sections.stream()
                        .map(Section::level)
                        .distinct()
                        .sorted(Comparator.reverseOrder())
                        .toList();
        for (int level : levels) {
            result = untilStable(result, level, SmallSections::areSiblings, true);
            result = untilStable(result, level, SmallSections::isParentAndChild, false);
        }
        return result;
    }

    private static boolean areSiblings(Section first, Section second) {
        return first.isSiblingOf(second);
    }

    private static boolean isParentAndChild(Section first, Section second) {
        return first.level() < second.level() && first.isAbove(second);
    }

    private List<Section> untilStable(
            List<Section> sections,
            int level,
            BiPredicate<Section, Section> related,
            boolean siblings) {
        List<Section> before;
        List<Section> after = sections;
        do {
            before = after;
            after = pass(before, level, related, siblings);
        } while (after.size() < before.size());
        return after;
    }

    private List<Section> pass(
            List<Section> sections,
            int level,
            BiPredicate<Section, Section> related,
            boolean siblings) {
        List<Section> out = new ArrayList<>(sections.size());
        int at = 0;
        while (at < sections.size()) {
            Section current = sections.get(at);
            boolean isWhole = current.level() == level && current.isWhole();
            Optional<Section> next =
                    at + 1 < sections.size() ? Optional.of(sections.get(at + 1)) : Optional.empty();
            if (isWhole && isSmall(current)) {
                Optional<Section> forward =
                        next.filter(n -> n.isWhole() && related.test(current, n))
                                .flatMap(n -> together(current, n));
                forward.ifPresentOrElse(out::add, () -> addOrJoin(current, related, out));
                at += forward.isPresent() ? 2 : 1;
            } else {
                int end = siblings && isWhole ? endOfTail(sections, at) : at + 1;
                Section whole = withTail(sections.subList(at, end));
                boolean fits = whole.tokens() <= sizes.max();
                out.add(fits ? whole : current);
                at = fits ? end : at + 1;
            }
        }
        return out;
    }

    private boolean isSmall(Section section) {
        return section.tokens() > 0 && section.tokens() < sizes.ideal();
    }

    private Optional<Section> together(Section first, Section second) {
        return Optional.of(first.joined(second, tokenizer))
                .filter(both -> both.tokens() <= sizes.max());
    }

    /** Joins the section before when that is small too. */
    private void addOrJoin(
            Section current, BiPredicate<Section, Section> related, List<Section> out) {
        Optional<Section> joined =
                out.isEmpty()
                        ? Optional.empty()
                        : Optional.of(out.getLast())
                                .filter(before -> before.tokens() < sizes.ideal())
                                .filter(before -> before.isWhole() && related.test(before, current))
                                .flatMap(before -> together(before, current));
        if (joined.isPresent()) {
            out.removeLast();
        }
        out.add(joined.orElse(current));
    }

    /** Where the run of siblings behind a long section ends, if it is short enough to join. */
    private int endOfTail(List<Section> sections, int at) {
        Section current = sections.get(at);
        int total = 0;
        int end = at + 1;
        while (end < sections.size()
                && sections.get(end).isWhole()
                && current.isSiblingOf(sections.get(end))) {
            total += sections.get(end).tokens();
            end++;
        }
        boolean joins =
                total > 0 && total < sizes.smallTail() && current.tokens() + total <= sizes.max();
        return joins ? end : at + 1;
    }

    /** A section with its tail loses the ids of its blocks, as the reference's does. */
    private Section withTail(List<Section> run) {
        Section whole = run.getFirst();
        for (Section tail : run.subList(1, run.size())) {
            whole = whole.joined(tail, tokenizer);
        }
        return run.size() > 1 ? whole.withoutBlocks() : whole;
    }
}
