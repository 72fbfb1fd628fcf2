"""Writes wordpiece.json: token ids of the Hugging Face tokenizer for texts that try every BERT rule.

Run: python make_goldens.py TOKENIZER_JSON ../resources/lightrag/model/embedded/embedding
"""
import json
import sys
import unicodedata
from pathlib import Path

from tokenizers import Tokenizer

TEXTS = [
    "", " ", "hello world", "Hello, World!", "naïve café Ångström ÉCOLE", "unbelievably antidisestablishmentarianism",
    "北京大学 is in 北京", "日本語テキスト", "한국어 문장", "Привет, мир", "مرحبا بالعالم", "नमस्ते दुनिया", "Ελληνικά ΣΊΣΥΦΟΣ",
    "İstanbul ıIiİ", "ẞtraße", "ﬁne ﬂow", "½ ① ² ™", "don't we'll I'm", "e-mail: a.b@c.org", "$3.50 + 20% = ^x^ `y` ~z |w|",
    "«quotes» „low“ “curly” ‘single’ — dash – en … ·", "tabs\tand\nlines\r\nhere", "zero\u200bwidth\u200djoin\ufeffbom\u00adsoft",
    "nbsp\u00a0here\u3000ideo\u2003em\u2028line\u2029para", "control\u0001\u0007chars\u0000null\ufffdreplacement", "😀 emoji 👩‍👩‍👧‍👦 🏳️‍🌈 ✌️",
    "𠀀𠀁 supplementary 𝒜𝓑 math", "x" * 100, "y" * 101, "é" * 101, "word" * 30, "[CLS] inside [SEP] and [MASK] [PAD] [UNK] [cls]", "a[SEP]b", "[[CLS]]",
    "a\u0301 e\u0301\u0302 o\u0308", "\u0301leading mark", "ä ö ü ß Ä", "H2O CO2 C++ C# .NET", "3.14159 1,000,000 0x1F", "snake_case camelCase kebab-case",
    "\ue000private \U000e0001tag", "ⅷ Ⅷ ﷺ ㍿ ㎏", "ไทยภาษา ລາວ ភាសាខ្មែរ", "Tiếng Việt có dấu", "ʼn ŉ ǰ ΐ", "ᾳ ᾼ ﬀ", "豈更 (compat) ⼀⼁ ㈠ 〇 々 〆", "¡Hola! ¿Qué tal?",
    "\u0345 \u1e9e \u2126 \u212a \u212b", "\u0130\u0307", "e\u00adx", "A\u030a", "\u1100\u1161 jamo", "ʻokina ʼ ‛", "§ ¶ © ® ° ± × ÷", "٠١٢٣ ०१२ ０１２ Ｆｕｌｌ",
    "Call me Ishmael. Some years ago--never mind how long precisely--having little or no money in my purse",
]


def main(tokenizer_json: str, out: Path) -> None:
    tokenizer = Tokenizer.from_file(tokenizer_json)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    rows = [{"text": t, "ids": tokenizer.encode(t).ids} for t in TEXTS]
    for code in range(0x20, 0x3400):
        c = chr(code)
        # the tokenizer's tables are of an old Unicode; newer characters are unknown words either way
        old = unicodedata.ucd_3_2_0.category(c) == unicodedata.category(c) != "Cn"
        rows.append({"ids": tokenizer.encode(f"a{c}b").ids if old else []})
    wide = rows[len(TEXTS):]
    blocks = []
    for start in range(0, len(wide), 64):
        blocks.append({"from": 0x20 + start, "ids": [r["ids"][1:-1] for r in wide[start:start + 64]]})
    value = {"texts": rows[:len(TEXTS)], "blocks": blocks}
    (out / "wordpiece.json").write_text(json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
