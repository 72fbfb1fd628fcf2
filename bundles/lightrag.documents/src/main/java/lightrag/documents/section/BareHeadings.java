package lightrag.documents.section;

import java.util.ArrayList;
import java.util.List;
import lightrag.documents.text.HeadingLines;
import lightrag.documents.text.PythonText;
import lightrag.spi.text.Tokenizer;

/** Joins headings without text of their own to what is below them (rule CH-52f). */
record BareHeadings(Tokenizer tokenizer, Sizes sizes) {

    List<Section> joined(List<Section> sections) {
        List<Section> out = new ArrayList<>();
        int at = 0;
        while (at < sections.size()) {
            Section current = sections.get(at);
            int next = at + 1;
            while (next < sections.size() && leadsTo(current, sections.get(next))) {
                Section below = sections.get(next);
                current = current.joined(below, tokenizer).as(below.slice());
                next++;
            }
            boolean tooLong = next > at + 1 && current.tokens() > sizes.max();
            out.addAll(tooLong ? cut(current) : List.of(current));
            at = next;
        }
        return out;
    }

    private static boolean leadsTo(Section heading, Section next) {
        return heading.isHeadingOnly()
                && next.level() > heading.level()
                && (next.slice() == Slice.NONE || next.slice() == Slice.FIRST);
    }

    /** Cuts only what is below the headings, so that none is left alone again. */
    private List<Section> cut(Section section) {
        List<Paragraph> all = section.paragraphs();
        int headings = 0;
        while (headings < all.size() && isHeading(all.get(headings))) {
            headings++;
        }
        List<Paragraph> head = all.subList(0, headings);
        int headTokens = tokenizer.count(Section.join(head)) + tokenizer.count("\n");
        if (headings == 0 || headings == all.size() || headTokens >= sizes.max()) {
            return new LongSections(tokenizer, sizes).cut(section);
        }
        Section body = section.with(all.subList(headings, all.size()), section.slice(), tokenizer);
        List<Section> parts = new ArrayList<>(new LongSections(tokenizer, sizes).cut(body));
        if (headTokens + parts.getFirst().tokens() > sizes.max()) {
            int room = Math.max(sizes.max() - headTokens, 1);
            Section first =
                    section.with(parts.removeFirst().paragraphs(), section.slice(), tokenizer);
            parts.addAll(0, new LongSections(tokenizer, sizes.upTo(room)).cut(first));
        }
        List<Paragraph> whole = new ArrayList<>(head);
        whole.addAll(parts.getFirst().paragraphs());
        parts.set(0, section.with(whole, section.slice(), tokenizer));
        return parts;
    }

    private static boolean isHeading(Paragraph paragraph) {
        return !paragraph.table() && HeadingLines.is(PythonText.strip(paragraph.text()));
    }
}
