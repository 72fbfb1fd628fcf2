package lightrag.documents.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lightrag.documents.text.PythonText;
import lightrag.spi.text.ParsedDocument.Block;

/**
 * Leaves out lists of references (rule CH-52).
 *
 * @param headings what their headings begin with
 * @param last how many blocks at the end are looked at; 0 for all
 */
record References(List<String> headings, int last) {

    /** The other blocks; all of them when the others say nothing. */
    List<Block> dropped(List<Block> blocks) {
        int start = last <= 0 ? 0 : Math.max(0, blocks.size() - last);
        List<Block> kept = new ArrayList<>(blocks.subList(0, start));
        blocks.subList(start, blocks.size()).stream()
                .filter(block -> !isReference(block.heading()))
                .forEach(kept::add);
        return kept.stream().allMatch(block -> PythonText.strip(block.content()).isEmpty())
                ? blocks
                : kept;
    }

    private boolean isReference(String heading) {
        String folded = fold(heading);
        return headings.stream()
                .map(References::fold)
                .filter(prefix -> !prefix.isEmpty())
                .anyMatch(prefix -> folded.startsWith(prefix) && endsThere(folded, prefix));
    }

    /** Where words have bounds, the prefix is a whole one. */
    private static boolean endsThere(String heading, String prefix) {
        boolean ascii = prefix.chars().allMatch(c -> c < 128);
        return !ascii
                || heading.length() == prefix.length()
                || !Character.isLetterOrDigit(heading.codePointAt(prefix.length()));
    }

    private static String fold(String text) {
        return PythonText.strip(text).toLowerCase(Locale.ROOT);
    }
}
