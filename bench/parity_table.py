#!/usr/bin/env python3
"""parity_table.py DIR: the outputs of bench/parity as one table in Markdown."""
import pathlib, re, sys

ORDER = ["default", "deletes-merges-edits", "gleaning-0", "gleaning-1", "json", "rerank", "small-budgets", "small-chunks", "summaries", "force-summary-3",
         "weights", "chinese", "german", "arabic", "emoji", "code", "markdown", "equal-scores", "timing"]
COLUMNS = ["docs", "labels", "nodes", "edges"]


def cells(lines):
    rows = {m[1]: (int(m[2]), int(m[3])) for m in (re.match(r"([\w ]+): (\d+)/(\d+)", line) for line in lines) if m}
    retrieval = [v for k, v in rows.items() if k.startswith("data")]
    context = [v for k, v in rows.items() if k.startswith("context")]
    add = lambda values: (sum(v[0] for v in values), sum(v[1] for v in values))
    return [rows.get(c, (0, 0)) for c in COLUMNS] + [add(retrieval), add(context), rows.get("all", (0, 0))]


def line(name, arguments, lines):
    return "| " + " | ".join([name, f"`{arguments}`" if arguments else ""] + [f"{a}/{b}" for a, b in cells(lines)]) + " |"


def main(folder):
    print("# The same results as the reference\n")
    print("Written by `bench/parity`; both servers get the same documents and the same model server. Matched/total: documents")
    print("(status, chunks, length), entity names, entities and relations (type, descriptions in order, keywords, weight, sources),")
    print("what `/query/data` finds in five modes (entities, relations, chunks, references, as sets and in order), and the lines of")
    print("the context. Row `timing` lets four chunks be read at once: there the second in which a reply arrives decides the order of")
    print("descriptions (rule MG-21), in the reference from run to run. Row `equal-scores` leaves the")
    print("reference its unstable sort of search scores, whose order of equal scores depends on the processor. In all other rows those")
    print("two are taken away (one model call at a time, a stable sort); see [differences.md](differences.md).")
    print("Row `markdown` reads Markdown into blocks and cuts it along its headings. What is missing there is the order of two chunks of")
    print("bare table rows for one question they have nothing in common with: their cosines are 8.3e-10 and 8.1e-10 in the reference, which")
    print("is what its half floats leave of zero; here embeddings are kept as floats.\n")
    print("| run | options | docs | labels | nodes | edges | retrieval | context | all |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name in ORDER:
        path = pathlib.Path(folder) / f"{name}.txt"
        if not path.exists():
            continue
        first, _, rest = path.read_text("utf-8").partition("\n")
        if "all: " not in rest:
            continue  # it did not come to an end
        before, _, after = rest.partition("after edits:")
        print(line(name, first.lstrip("# ").strip(), before.splitlines()))
        if after:
            print(line("… and after them", "", after.splitlines()))


if __name__ == "__main__":
    main(sys.argv[1])
