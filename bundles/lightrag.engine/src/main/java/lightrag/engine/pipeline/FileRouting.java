package lightrag.engine.pipeline;

import java.util.Map;
import java.util.Optional;
import lightrag.api.InvalidInputException;
import lightrag.engine.options.ChunkingOptions;
import lightrag.engine.routing.Directives;
import lightrag.engine.routing.FileHint;
import lightrag.engine.routing.ParserRules;

/**
 * Decides how a file will be read and cut: a hint in its name before the operator's rules, and
 * these before the defaults (rule NW-2).
 */
final class FileRouting {

    private final ParserRules rules;
    private final ChunkingOptions chunking;

    FileRouting(ParserRules rules, ChunkingOptions chunking) {
        this.rules = rules;
        this.chunking = chunking;
    }

    /**
     * @param file base name of a file in the input folder
     * @throws InvalidInputException the hint in its name can't be followed, or its overlap is not
     *     below its size
     */
    Submission submission(String file) {
        Directives asked =
                FileHint.required(file)
                        .directives()
                        .over(rules.forSuffix(FileParsing.suffix(file)));
        return new Submission(
                "",
                DocumentName.of(file).canonical(),
                asked.letters().isEmpty() ? String.valueOf(asked.strategy()) : asked.letters(),
                ChunkPlan.of(asked, chunking),
                Optional.of(file),
                asked.engine(),
                Map.of());
    }
}
