package lightrag.documents.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightrag.documents.text.PythonText;
import lightrag.spi.text.Tokenizer;

/**
 * Cuts the long tables of sections (rule CH-52b). The first part stays with the text before the
 * table, the last with the text behind it; those between stand alone.
 *
 * @param heads what the parser knows to be the heads of tables, by the tables' ids
 */
record LongTables(Tokenizer tokenizer, Sizes sizes, Map<String, String> heads) {

    List<Section> cut(Section section) {
        return section.paragraphs().stream().anyMatch(this::isLong)
                ? new Run(section).sections()
                : List.of(section);
    }

    private boolean isLong(Paragraph paragraph) {
        return paragraph.table() && tokenizer.count(paragraph.text()) > sizes.tables().max();
    }

    private List<String> parts(Paragraph table) {
        Optional<String> head = TableTag.of(table.text()).flatMap(TableTag::id).map(heads::get);
        return new TableCutter(tokenizer, sizes.tables()).parts(table.text(), head);
    }

    /** One section while it is gone through. */
    private final class Run {
        private final Section section;
        private final List<Section> out = new ArrayList<>();
        private final List<Paragraph> gathered = new ArrayList<>();
        private Slice slice = Slice.NONE;

        Run(Section section) {
            this.section = section;
        }

        List<Section> sections() {
            for (Paragraph paragraph : section.paragraphs()) {
                List<String> parts = isLong(paragraph) ? parts(paragraph) : List.of();
                if (parts.size() <= 1) {
                    gathered.add(paragraph);
                } else {
                    add(parts.stream().map(Paragraph::of).toList());
                }
            }
            flush();
            return out;
        }

        private void add(List<Paragraph> parts) {
            if (slice == Slice.LAST) {
                gathered.addAll(endOfBridge(parts.getFirst()));
            }
            gathered.add(parts.getFirst());
            slice = Slice.FIRST;
            flush();
            parts.subList(1, parts.size() - 1)
                    .forEach(middle -> emit(List.of(middle), Slice.MIDDLE));
            gathered.add(parts.getLast());
            slice = Slice.LAST;
        }

        private void flush() {
            if (!gathered.isEmpty()) {
                emit(gathered, slice);
                gathered.clear();
            }
            slice = Slice.NONE;
        }

        private void emit(List<Paragraph> paragraphs, Slice part) {
            out.add(section.with(paragraphs, part, tokenizer));
        }

        /**
         * Ends the section that began with a table's last part. Text between it and the next table
         * goes to both as far as there is room, what is left stands alone.
         *
         * @return what stands before the next table's first part
         */
        private List<Paragraph> endOfBridge(Paragraph next) {
            List<Paragraph> between = gathered.subList(1, gathered.size());
            boolean isBridge =
                    sizes.overlap() > 0
                            && !between.isEmpty()
                            && between.stream().noneMatch(Paragraph::table);
            if (!isBridge) {
                flush();
                return List.of();
            }
            Paragraph last = gathered.getFirst();
            int[] tokens = tokenizer.encode(Section.join(between));
            int before = room(last);
            int behind = room(next);
            int middleStart = Math.min(before, tokens.length);
            int middleEnd = Math.max(middleStart, tokens.length - Math.min(behind, tokens.length));
            boolean fitsBoth = tokens.length <= before && tokens.length <= behind;
            List<Paragraph> seed = new ArrayList<>(List.of(last));
            seed.addAll(prose(tokens, 0, middleStart));
            emit(seed, Slice.LAST);
            if (!fitsBoth && middleEnd > middleStart) {
                List<Paragraph> middle =
                        prose(
                                tokens,
                                Math.max(0, middleStart - sizes.overlap()),
                                Math.min(tokens.length, middleEnd + sizes.overlap()));
                if (!middle.isEmpty()) {
                    emit(middle, Slice.NONE);
                }
            }
            gathered.clear();
            slice = Slice.NONE;
            return prose(tokens, tokens.length - Math.min(behind, tokens.length), tokens.length);
        }

        /** Tokens that fit beside a part of a table. */
        private int room(Paragraph part) {
            int own = tokenizer.count(part.text());
            int free = sizes.max() - own - tokenizer.count("\n");
            return Math.max(Math.min(Math.min(sizes.overlap(), free), sizes.max() / 2), 0);
        }

        private List<Paragraph> prose(int[] tokens, int from, int to) {
            String text = from < to ? tokenizer.decode(tokens, from, to) : "";
            return PythonText.strip(text).isEmpty()
                    ? List.of()
                    : List.of(new Paragraph(text, false));
        }
    }
}
