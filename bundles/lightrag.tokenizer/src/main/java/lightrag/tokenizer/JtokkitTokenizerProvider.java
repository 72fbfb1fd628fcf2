package lightrag.tokenizer;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import lightrag.api.InvalidInputException;
import lightrag.spi.text.Tokenizer;
import lightrag.spi.text.TokenizerProvider;
import org.osgi.service.component.annotations.Component;

/** Tokenizers over jtokkit; a vocabulary costs some tens of MB and is read when first asked for. */
@Component
public final class JtokkitTokenizerProvider implements TokenizerProvider {

    private static final List<EncodingType> SUPPORTED =
            List.of(EncodingType.O200K_BASE, EncodingType.CL100K_BASE);

    private final EncodingRegistry registry = Encodings.newLazyEncodingRegistry();
    private final ConcurrentMap<String, Tokenizer> tokenizers = new ConcurrentHashMap<>();

    @Override
    public Tokenizer tokenizer(String encoding) {
        return tokenizers.computeIfAbsent(encoding, this::load);
    }

    private Tokenizer load(String name) {
        return SUPPORTED.stream()
                .filter(type -> type.getName().equals(name))
                .findFirst()
                .map(type -> new JtokkitTokenizer(registry.getEncoding(type)))
                .orElseThrow(() -> unknown(name));
    }

    private static InvalidInputException unknown(String name) {
        List<String> names = SUPPORTED.stream().map(EncodingType::getName).toList();
        return new InvalidInputException(
                "tokenizer",
                "There is no tokenizer vocabulary '"
                        + name
                        + "'; choose one of "
                        + String.join(", ", names)
                        + ".");
    }
}
