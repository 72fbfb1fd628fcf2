package lightrag.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

    @Test
    void thePageSaysWhatTheCatalogueSays() throws Exception {
        String text = ConfigurationPage.text(Catalogue.load());
        if (Boolean.getBoolean("lightrag.write.docs")) {
            ConfigurationPage.write(text);
        }
        assertThat(Files.readString(ConfigurationPage.file()))
                .as("docs/configuration.md is stale: see its head for how to renew it")
                .isEqualTo(text);
    }

    @Test
    void theOptionsPageSaysWhatBothHave() throws Exception {
        String text = OptionsPage.text(Catalogue.load());
        if (Boolean.getBoolean("lightrag.write.docs")) {
            Files.writeString(OptionsPage.file(), text);
        }
        assertThat(Files.readString(OptionsPage.file()))
                .as("docs/options.md is stale: see the head of docs/configuration.md")
                .isEqualTo(text);
    }
}
