package lightrag.engine.export;

import java.util.List;

/**
 * One of the three tables of an export; its rows are read anew at each visit.
 *
 * @param title for instance {@code Entities}
 * @param singular for messages
 */
record Table(String title, String singular, List<String> columns, Rows rows) {

    /** Visits all rows, each with one text a column. */
    interface Rows {
        void forEach(Visitor visitor);
    }

    /** What is done with one row. */
    interface Visitor {
        void visit(List<String> row);
    }
}
