package lightrag.documents.office.pdf;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.List;
import lightrag.documents.office.TextBudget;
import lightrag.documents.office.UnreadableException;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** Reads one page. A page may draw the same form again and again, so its work is bounded too. */
final class PageText extends PDFTextStripper {

    private static final int MOST_STEPS = 20_000_000;

    private final TextBudget budget;
    private int steps;

    PageText(int page, TextBudget budget) {
        this.budget = budget;
        setLineSeparator("\n");
        setStartPage(page);
        setEndPage(page);
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        if (++steps > MOST_STEPS) {
            throw new UnreadableException("has a page that draws without end; it is damaged.");
        }
        super.processOperator(operator, operands);
    }

    @Override
    protected void processTextPosition(TextPosition position) {
        try {
            budget.take(position.getUnicode().length());
        } catch (UnreadableException e) {
            throw new UncheckedIOException(e);
        }
        super.processTextPosition(position);
    }
}
