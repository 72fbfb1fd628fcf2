"""Writes chunks.json: what the reference's four chunkers make of some texts.

Run: TIKTOKEN_CACHE_DIR=... python make_goldens.py ../resources/lightrag/documents/chunk
"""
import asyncio
import json
import sys
from pathlib import Path

import numpy as np
from lightrag.chunker.paragraph_semantic import chunking_by_paragraph_semantic
from lightrag.chunker.recursive_character import chunking_by_recursive_character
from lightrag.chunker.semantic_vector import chunking_by_semantic_vector
from lightrag.chunker.token_size import chunking_by_fixed_token
from lightrag.constants import DEFAULT_R_SEPARATORS
from lightrag.utils import EmbeddingFunc, TiktokenTokenizer

SERVER_SEPARATORS = list(DEFAULT_R_SEPARATORS)
A5 = ("Para one has some words here.\n\nPara two is short.\nLine two of it goes on and on for a while longer.\n\n"
      "Three。四五六，七八九 ten eleven twelve thirteen fourteen fifteen")
PROSE = (
    "The lighthouse keeper rose before dawn. He climbed the iron stair, counting each step under his breath. "
    "Fog lay on the water! Would any ship dare the strait today?\n\n"
    "Bread prices doubled in the spring. The council met twice and decided nothing. "
    "Flour had to be carried over the pass by mule.\n"
    "Nobody remembered such a winter. Nobody wished to.\n\n\n"
    "   Indented lines follow\n\tand tabs too.\n" + " ".join(f"word{i}" for i in range(60)) + "\n\nEnd.")
CJK = "灯塔看守人在黎明前起床。他数着每一级台阶，慢慢往上走！今天会有船吗？面粉价格翻了一倍；议会开了两次会，什么也没有决定。" * 3
EMOJI = "Signals: " + "😀👩‍👩‍👧‍👦🏳️‍🌈" * 12 + " done.\u00a0 \u3000"
TEXTS = {
    "empty": "", "blank": "  \n\t ", "word": "hello", "a5": A5, "prose": PROSE, "cjk": CJK, "emoji": EMOJI,
    "edges": "\x1c\x85 start and stop \u2007\u202f\x1f", "pipes": "a|b||" + "long piece " * 30 + "||tail|",
    "nospace": "x" * 500 + "é" * 100, "numbers": " ".join(str(i) for i in range(1300)),
}
SMALL = {k: v for k, v in TEXTS.items() if k != "numbers"}


def letters(text: str) -> list:
    """An embedding any language can repeat: counts of a-z, and one of everything else."""
    counts = [0.0] * 27
    for c in text.lower():
        counts[ord(c) - 97 if "a" <= c <= "z" else 26] += 1.0
    return counts


async def embed(texts, **_):
    return np.array([letters(t) for t in texts], dtype=np.float32)


def run(tokenizer, strategy, text, params):
    embedding = EmbeddingFunc(embedding_dim=27, func=embed)
    size = params["chunk_token_size"]
    rest = {k: v for k, v in params.items() if k != "chunk_token_size"}
    if strategy == "fixed_token":
        return chunking_by_fixed_token(tokenizer, text, size, **rest)
    if strategy == "recursive_character":
        return chunking_by_recursive_character(tokenizer, text, size, **rest)
    if strategy == "paragraph_semantic":
        return chunking_by_paragraph_semantic(tokenizer, text, size, **rest)
    return asyncio.run(chunking_by_semantic_vector(tokenizer, text, size, embedding_func=embedding, **rest))


def cases():
    for name in TEXTS:
        for size, overlap in ((1200, 100), (20, 5), (7, 0), (3, 2)):
            yield "fixed_token", name, {"chunk_token_size": size, "chunk_overlap_token_size": overlap}
    for name in SMALL:
        for split, only in (("|", False), ("\n\n", False), ("||", False), ("|", True), ("", False)):
            yield "fixed_token", name, {"chunk_token_size": 20, "chunk_overlap_token_size": 5,
                                        "split_by_character": split, "split_by_character_only": only}
        yield "fixed_token", name, {"chunk_token_size": 5, "chunk_overlap_token_size": 5}
    for name in SMALL:
        for size, overlap in ((1200, 100), (12, 4), (25, 0), (5, 5), (8, 9)):
            params = {"chunk_token_size": size, "chunk_overlap_token_size": overlap}
            yield "recursive_character", name, params
            yield "recursive_character", name, params | {"separators": SERVER_SEPARATORS}
            yield "paragraph_semantic", name, params
        for separators in ([], ["|"], ["a", "|", ""], [". ", "\t"], ["", "x"]):
            yield "recursive_character", name, {"chunk_token_size": 10, "chunk_overlap_token_size": 3,
                                                "separators": separators}
    for name in SMALL:
        for kind, amount in (("percentile", 95.0), ("percentile", 50.0), ("standard_deviation", 0.5),
                             ("interquartile", 0.2), ("gradient", 60.0), ("percentile", None), ("gradient", None)):
            for buffer in (1, 2):
                yield "semantic_vector", name, {"chunk_token_size": 40, "breakpoint_threshold_type": kind,
                                                "breakpoint_threshold_amount": amount, "buffer_size": buffer}
    two = "Only two sentences here. This is the other one."
    TEXTS["two"] = two
    for kind in ("percentile", "gradient", "standard_deviation", "interquartile"):
        yield "semantic_vector", "two", {"chunk_token_size": 40, "breakpoint_threshold_type": kind}


def main(out: Path) -> None:
    tokenizer = TiktokenTokenizer("gpt-4o-mini")
    rows = []
    for strategy, name, params in cases():
        row = {"strategy": strategy, "text": name, "params": {k: v for k, v in params.items() if v is not None}}
        try:
            chunks = run(tokenizer, strategy, TEXTS[name], params)
            row["chunks"] = [[c["tokens"], c["chunk_order_index"], c["content"]] for c in chunks]
        except Exception as e:  # which kind is the reference's own affair; that it fails is the fact
            row["error"] = type(e).__name__
        rows.append(row)
    value = {"texts": TEXTS, "rows": rows}
    (out / "chunks.json").write_text(json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
