package lightrag.documents.section;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lightrag.api.CodePoints;
import lightrag.documents.chunk.RecursiveSplitter;
import lightrag.spi.text.Tokenizer;

/**
 * Cuts sections that are too long (rule CH-52d): before short paragraphs, which mostly are headings
 * of a kind, and where there are none between paragraphs, rows of tables and at last words.
 */
record LongSections(Tokenizer tokenizer, Sizes sizes) {

    private static final int ANCHOR_LENGTH_MAX = 100;

    /**
     * @param index of the paragraph
     * @param position tokens before it
     */
    private record Anchor(int index, int position) {}

    List<Section> cut(Section section) {
        int total = tokenizer.count(Section.join(section.paragraphs()));
        if (total <= sizes.max()) {
            return List.of(section.with(section.paragraphs(), section.slice(), tokenizer));
        }
        List<Anchor> anchors = anchors(section.paragraphs());
        return anchors.isEmpty() ? packed(section) : cutBefore(chosen(anchors, total), section);
    }

    /** Short paragraphs; the first can't be one, since nothing would be cut off. */
    private List<Anchor> anchors(List<Paragraph> paragraphs) {
        List<Anchor> anchors = new ArrayList<>();
        int position = 0;
        for (int i = 0; i < paragraphs.size(); i++) {
            Paragraph paragraph = paragraphs.get(i);
            boolean isShort = CodePoints.length(paragraph.text()) <= ANCHOR_LENGTH_MAX;
            if (i > 0 && !paragraph.table() && isShort) {
                anchors.add(new Anchor(i, position));
            }
            position += tokenizer.count(paragraph.text());
        }
        return anchors;
    }

    /** Those nearest to where equal parts would begin, in order. */
    private List<Anchor> chosen(List<Anchor> anchors, int total) {
        int parts =
                Math.max(
                        (int) Math.ceil((double) total / sizes.ideal()),
                        (int) Math.ceil((double) total / sizes.max()));
        double each = (double) total / parts;
        List<Anchor> left = new ArrayList<>(anchors);
        List<Anchor> chosen = new ArrayList<>();
        for (int i = 1; i < parts && !left.isEmpty(); i++) {
            double wanted = i * each;
            Anchor nearest =
                    left.stream()
                            .min(Comparator.comparingDouble(a -> Math.abs(a.position() - wanted)))
                            .orElseThrow();
            chosen.add(nearest);
            left.remove(nearest);
        }
        chosen.sort(Comparator.comparingInt(Anchor::index));
        return chosen;
    }

    private List<Section> cutBefore(List<Anchor> anchors, Section section) {
        List<Section> parts = new ArrayList<>();
        List<Paragraph> all = section.paragraphs();
        Section current = section;
        int start = 0;
        for (Anchor anchor : anchors) {
            addPart(
                    current.with(all.subList(start, anchor.index()), current.slice(), tokenizer),
                    parts);
            boolean first =
                    !section.heading().isEmpty() && current.heading().equals(section.heading());
            List<String> parents = first ? below(section) : current.parents();
            current = current.below(parents).named(all.get(anchor.index()).text()).as(Slice.NONE);
            start = anchor.index();
        }
        addPart(current.with(all.subList(start, all.size()), current.slice(), tokenizer), parts);
        return parts;
    }

    private static List<String> below(Section section) {
        List<String> parents = new ArrayList<>(section.parents());
        parents.add(section.heading());
        return parents;
    }

    private void addPart(Section part, List<Section> parts) {
        if (part.tokens() > sizes.max()) {
            parts.addAll(cut(part));
        } else {
            parts.add(part);
        }
    }

    /** As many pieces to a part as fit. */
    private List<Section> packed(Section section) {
        List<String> texts = new ArrayList<>();
        List<String> gathered = new ArrayList<>();
        RecursiveSplitter prose = RecursiveSplitter.plain(tokenizer, sizes.max(), sizes.overlap());
        int lineEnd = tokenizer.count("\n");
        int tokens = 0;
        for (String piece : pieces(section)) {
            int own = tokenizer.count(piece);
            int added = own + (gathered.isEmpty() ? 0 : lineEnd);
            if (!gathered.isEmpty() && tokens + added > sizes.max()) {
                texts.add(String.join("\n", gathered));
                gathered.clear();
                tokens = 0;
                added = own;
            }
            if (own > sizes.max()) {
                texts.addAll(prose.texts(piece));
            } else {
                gathered.add(piece);
                tokens += added;
            }
        }
        if (!gathered.isEmpty()) {
            texts.add(String.join("\n", gathered));
        }
        return texts.isEmpty() ? List.of(section) : sections(texts, section);
    }

    private List<String> pieces(Section section) {
        TableCutter cutter = new TableCutter(tokenizer, sizes.wholeTable());
        List<String> pieces = new ArrayList<>();
        for (Paragraph paragraph : section.paragraphs()) {
            String text = paragraph.text();
            if (paragraph.table() && tokenizer.count(text) > sizes.max()) {
                pieces.addAll(cutter.parts(text, Optional.empty()));
            } else {
                pieces.add(text);
            }
        }
        return pieces;
    }

    private List<Section> sections(List<String> texts, Section section) {
        List<Section> parts = new ArrayList<>();
        for (String text : texts) {
            Slice slice = parts.isEmpty() ? section.slice() : Slice.NONE;
            parts.add(section.with(List.of(Paragraph.of(text)), slice, tokenizer));
        }
        return parts;
    }
}
