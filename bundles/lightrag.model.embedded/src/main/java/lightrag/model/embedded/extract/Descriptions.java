package lightrag.model.embedded.extract;

import java.util.List;
import lightrag.model.embedded.text.Sentence;
import lightrag.model.embedded.text.Token;

/** Which sentence of a text says most about an entity. */
final class Descriptions {

    private static final int MAX_LENGTH = 320;

    private Descriptions() {}

    /** Higher is better; sentences that define or describe come first. */
    static int score(Sentence sentence, Mention mention) {
        List<Token> tokens = sentence.tokens();
        int length = sentence.text().length();
        int score = length < 40 ? -3 : length <= 280 ? 2 : 0;
        score += mention.from() < 3 ? 2 : mention.from() < 8 ? 1 : 0;
        for (int i = mention.to(); i < Math.min(tokens.size(), mention.to() + 3); i++) {
            Token token = tokens.get(i);
            if (token.is("AUX") && isBe(token.lower())) {
                return score + 3;
            }
            if (token.text().equals(",") && i + 1 < tokens.size() && tokens.get(i + 1).is("DET")) {
                return score + 2;
            }
        }
        return score;
    }

    private static boolean isBe(String word) {
        return word.equals("is") || word.equals("was") || word.equals("are") || word.equals("were");
    }

    /** The sentence on one line, cut between words when it is very long. */
    static String shown(String sentence) {
        if (sentence.length() <= MAX_LENGTH) {
            return sentence;
        }
        int cut = sentence.lastIndexOf(' ', MAX_LENGTH - 1);
        int end = cut > MAX_LENGTH / 2 ? cut : MAX_LENGTH - 1;
        return sentence.substring(
                        0, Character.isHighSurrogate(sentence.charAt(end - 1)) ? end - 1 : end)
                + "…";
    }
}
