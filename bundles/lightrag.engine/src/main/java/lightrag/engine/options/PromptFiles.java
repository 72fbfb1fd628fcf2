package lightrag.engine.options;

import java.nio.file.Path;
import java.util.List;
import lightrag.api.InvalidInputException;

/**
 * Names files in the folder of an operator's prompts; a setting gives a plain name, never a path.
 *
 * @param directory which need not exist
 */
record PromptFiles(Path directory) {

    /**
     * @param setting that the name comes from
     * @throws InvalidInputException the name is a path or has another suffix
     */
    Path file(String setting, String folder, String name, List<String> suffixes) {
        boolean path = name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.contains("..");
        if (path || suffixes.stream().noneMatch(suffix -> name.endsWith(suffix))) {
            throw new InvalidInputException(
                    setting,
                    "The setting "
                            + setting
                            + " must be the plain name of a file in the folder "
                            + folder
                            + " of PROMPT_DIR that ends in "
                            + String.join(" or ", suffixes)
                            + ".");
        }
        return directory.resolve(folder).resolve(name);
    }
}
