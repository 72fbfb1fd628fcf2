"""Writes the golden files of this room; needs tiktoken with its vocabularies.

Run: TIKTOKEN_CACHE_DIR=... python make_goldens.py ../resources/lightrag/tokenizer
"""
import json
import random
import sys
from pathlib import Path

import tiktoken

TEXTS = [
    "", " ", "hello", "Hello, world!", "    x", "\n\n\n", "1234567890", "北京大学", "naïve café", "<SEP>", "<|#|>",
    "<|COMPLETE|>", "<|endoftext|>", "hello world", "你好，世界", "😀", "👩‍👩‍👧‍👦 family", "Привет, мир! Ещё раз.",
    "مرحبا بالعالم", "नमस्ते दुनिया", "한국어 문장입니다.", "日本語のテキスト、カタカナ。", "𠀀𠀁 rare", "a\u0301 combining e\u0301",
    "def f(x):\n\treturn x ** 2  # square\n", "I'm you're they'LL WE'VE", "tabs\t\tand\r\nlines\r\n\r\n",
    "\u200bzero\u200dwidth\ufeff", "price: €1,234.56 (≈ $1,345)", "x" * 400, "ab" * 150, " " * 90, "=" * 77,
    "Call me Ishmael. Some years ago—never mind how long precisely—having little or no money in my purse",
    "ﷺ ½ ①②③ Ⅷ", "\u0000\u0001 controls \u007f", "CamelCaseIdentifierHTTPServer2XX", "https://example.org/a?b=c&d=%20#e",
]


def main(out: Path) -> None:
    windows = random.Random(7)
    cases = {}
    for name in ("o200k_base", "cl100k_base"):
        encoding = tiktoken.get_encoding(name)
        rows = []
        for text in TEXTS:
            ids = encoding.encode(text, disallowed_special=())
            cuts = []
            for _ in range(min(6, len(ids))):
                start = windows.randrange(len(ids))
                end = windows.randint(start, min(len(ids), start + 5))
                cuts.append({"from": start, "to": end, "text": encoding.decode(ids[start:end])})
            rows.append({"text": text, "ids": ids, "windows": cuts})
        cases[name] = rows
    write(out / "tokens.json", cases)
    write(out / "utf8.json", byte_cases(windows))


def byte_cases(rng: random.Random) -> list:
    fixed = ["eda080", "edb080", "f09f98", "f09f", "f0", "e4b8", "e4", "8080", "c0af", "e08080", "f08080af", "f4908080",
             "fffe", "c3", "c328", "e28228", "f0288c28", "41e4b8adc3", "edbfbfed9fbf", "f48fbfbf"]
    pool = [0x41, 0x80, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xE0, 0xE4, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF, 0x8F, 0x90]
    hexes = fixed + [bytes(rng.choice(pool) for _ in range(rng.randint(1, 9))).hex() for _ in range(300)]
    return [{"bytes": h, "text": bytes.fromhex(h).decode("utf-8", "replace")} for h in hexes]


def write(path: Path, value) -> None:
    path.write_text(json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
