package lightrag.documents.section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lightrag.documents.text.HeadingLines;
import lightrag.documents.text.PythonText;
import lightrag.spi.text.ParsedDocument.Block;
import lightrag.spi.text.Tokenizer;

/**
 * A piece of a document on its way to a chunk. Immutable.
 *
 * @param parents headings around it, outermost first
 * @param content the paragraphs in lines; sections that were joined have a blank line between
 * @param tokens of the content
 * @param blocks ids of the blocks it comes from
 */
record Section(
        String heading,
        List<String> parents,
        int level,
        List<Paragraph> paragraphs,
        String content,
        int tokens,
        Slice slice,
        List<String> blocks) {

    private static final String BETWEEN = "\n\n";

    Section {
        parents = List.copyOf(parents);
        paragraphs = List.copyOf(paragraphs);
        blocks = List.copyOf(blocks);
    }

    /** A block as the parser found it, without blank lines. Text above all headings is level 1. */
    static Section of(Block block, Tokenizer tokenizer) {
        List<Paragraph> paragraphs =
                Arrays.stream(block.content().split("\n"))
                        .filter(line -> !PythonText.strip(line).isEmpty())
                        .map(Paragraph::of)
                        .toList();
        List<String> ids = block.id().isEmpty() ? List.of() : List.of(block.id());
        Section empty =
                new Section(
                        block.heading(),
                        block.parents(),
                        Math.max(block.level(), 1),
                        List.of(),
                        "",
                        0,
                        Slice.NONE,
                        ids);
        return empty.with(paragraphs, Slice.NONE, tokenizer);
    }

    static String join(List<Paragraph> paragraphs) {
        return paragraphs.stream().map(Paragraph::text).collect(Collectors.joining("\n"));
    }

    /** Other paragraphs below the same heading. */
    Section with(List<Paragraph> other, Slice part, Tokenizer tokenizer) {
        String joined = join(other);
        return new Section(
                heading, parents, level, other, joined, tokenizer.count(joined), part, blocks);
    }

    Section named(String name) {
        return new Section(name, parents, level, paragraphs, content, tokens, slice, blocks);
    }

    Section below(List<String> others) {
        return new Section(heading, others, level, paragraphs, content, tokens, slice, blocks);
    }

    Section as(Slice part) {
        return new Section(heading, parents, level, paragraphs, content, tokens, part, blocks);
    }

    /** The next section behind this one, under this one's heading. */
    Section joined(Section next, Tokenizer tokenizer) {
        List<Paragraph> both = new ArrayList<>(paragraphs);
        both.addAll(next.paragraphs);
        Set<String> ids = new LinkedHashSet<>(blocks);
        ids.addAll(next.blocks);
        String text = content + BETWEEN + next.content;
        return new Section(
                heading,
                parents,
                level,
                both,
                text,
                tokenizer.count(text),
                Slice.NONE,
                List.copyOf(ids));
    }

    /** The same without its blocks' ids. */
    Section withoutBlocks() {
        return new Section(heading, parents, level, paragraphs, content, tokens, slice, List.of());
    }

    boolean isWhole() {
        return slice == Slice.NONE;
    }

    /** Whether it says nothing below its heading. */
    boolean isHeadingOnly() {
        return !heading.isEmpty()
                && Arrays.stream(content.split("\n"))
                        .map(PythonText::strip)
                        .filter(line -> !line.isEmpty())
                        .allMatch(HeadingLines::is);
    }

    boolean isSiblingOf(Section other) {
        return level == other.level && parents.equals(other.parents);
    }

    /** Whether another section lies below this one's heading. */
    boolean isAbove(Section other) {
        List<String> path = new ArrayList<>(parents);
        String own = PartNames.bare(heading);
        if (!own.isEmpty()) {
            path.add(own);
        }
        return other.parents.size() >= path.size()
                && other.parents.subList(0, path.size()).equals(path);
    }
}
