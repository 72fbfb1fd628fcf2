package lightrag.documents.office;

import java.io.IOException;
import lightrag.api.InvalidInputException;

/** Reads a file of one type. */
@FunctionalInterface
interface Reading {

    /**
     * @throws IOException the file is damaged
     */
    String text() throws IOException;

    /**
     * The text, or the reason why there is none.
     *
     * @param type as people say it
     */
    static String of(String fileName, String type, Reading reading) {
        try {
            return reading.text();
        } catch (UnreadableException e) {
            throw new InvalidInputException("file", fileName + " " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            throw new InvalidInputException(
                    "file",
                    fileName
                            + " can't be read as "
                            + type
                            + " ("
                            + e.getMessage()
                            + "); save it anew and send it again.");
        } catch (StackOverflowError e) {
            throw new InvalidInputException(
                    "file", fileName + " can't be read: its parts are nested too deeply.");
        }
    }
}
