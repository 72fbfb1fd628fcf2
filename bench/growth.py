#!/usr/bin/env python3
"""Cost of a document by the number of documents that are there; see bench/growth."""
import argparse
import http.client
import json
import os
import pathlib
import random
import re
import time
import urllib.parse

BATCH = 50
WARM_UP = 400
NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")


class Server:
    def __init__(self, base, pid):
        self.url = urllib.parse.urlparse(base)
        self.pid = pid

    def call(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=600)
        connection.request(method, path, None if body is None else json.dumps(body), {"Content-Type": "application/json"})
        reply = connection.getresponse()
        text = reply.read()
        connection.close()
        if reply.status != 200:
            raise SystemExit(f"{method} {path} -> {reply.status} {text[:300]}")
        return json.loads(text)

    def processed(self):
        counts = {k.lower(): v for k, v in self.call("GET", "/documents/status_counts")["status_counts"].items()}
        if counts.get("failed"):
            raise SystemExit(f"{counts['failed']} documents failed")
        return counts.get("processed", 0)

    def insert(self, documents, total):
        self.call("POST", "/documents/texts", {"texts": [d for _, d in documents], "file_sources": [n for n, _ in documents]})
        self.await_that(lambda: self.processed() >= total and not self.call("GET", "/documents/pipeline_status").get("busy"))

    def clear(self):
        self.call("DELETE", "/documents")
        self.await_that(lambda: self.processed() == 0)

    def await_that(self, condition):
        while not condition():
            time.sleep(0.05)

    def processor_seconds(self):
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mib(self):
        return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{self.pid}/status").read_text()).group(1)) // 1024


class Corpus:
    """Three sentences a document; seven of ten names are of twenty neighbouring documents only, three are everyone's."""

    def __init__(self, folder):
        self.sentences = []
        for file in sorted(pathlib.Path(folder).glob("*.txt")):
            text = " ".join(file.read_text("utf-8", "replace").split())
            self.sentences += [s for s in re.split(r"(?<=[.!?]) ", text) if 60 < len(s) < 300]

    def document(self, number, prefix):
        chance = random.Random(number)
        suffix = "".join(chr(97 + int(d)) for d in str(number // 20)) + prefix
        text = " ".join(chance.choice(self.sentences) for _ in range(3))
        text = NAME.sub(lambda m: m.group() + suffix if hash_of(m.group(), suffix) % 10 < 7 else m.group(), text)
        return f"{prefix}-{number:05}.txt", f"{text} Entry {number}."


def hash_of(name, suffix):
    return sum(ord(c) * (i + 7) for i, c in enumerate(name + suffix))


def checkpoints(documents):
    """Windows over which a cost is averaged: name and last document."""
    return [n for n in (10, 100, 300, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10000, 20000, 50000) if n <= documents]


def measure(server, corpus, documents):
    points, at = [], 0
    processor, wall = server.processor_seconds(), time.time()
    for end in checkpoints(documents):
        begin = at
        while at < end:
            batch = [corpus.document(i, "d") for i in range(at, min(end, at + BATCH))]
            at += len(batch)
            if end - begin > 200 and at > end - 200 >= at - len(batch):  # of a long stretch the last 200 count
                begin, processor, wall = at - len(batch), server.processor_seconds(), time.time()
            server.insert(batch, at)
        now = server.processor_seconds(), time.time()
        point = {"documents": end, "processor_ms": 1000 * (now[0] - processor) / (end - begin),
                 "wall_ms": 1000 * (now[1] - wall) / (end - begin), "resident_mib": server.resident_mib()}
        print("| {documents:,} | {processor_ms:.1f} | {wall_ms:.1f} | {resident_mib} |".format(**point), flush=True)
        points.append(point)
        processor, wall = now
    return points


def plot(points, file):
    width, height, left, bottom = 640, 300, 60, 40
    top = 1.25 * max(p["processor_ms"] for p in points)
    memory_top = 1.25 * max(p["resident_mib"] for p in points)
    last = points[-1]["documents"]
    x = lambda n: left + (width - 2 * left) * n / last
    y = lambda v, most: height - bottom - (height - 2 * bottom) * v / most
    line = lambda key, most: " ".join(f"{x(p['documents']):.0f},{y(p[key], most):.0f}" for p in points)
    marks = "".join(
        f'<text x="{x(n):.0f}" y="{height - bottom + 16}" text-anchor="middle">{n:,}</text>' for n in range(0, last + 1, max(1, last // 5)))
    sides = "".join(
        f'<text x="{left - 6}" y="{y(top * i / 4, top) + 4:.0f}" text-anchor="end" fill="#1b5e9b">{top * i / 4:.0f}</text>'
        f'<text x="{width - left + 6}" y="{y(top * i / 4, top) + 4:.0f}" fill="#9b3d1b">{memory_top * i / 4:.0f}</text>' for i in range(5))
    pathlib.Path(file).write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">'
        f'<rect width="{width}" height="{height}" fill="white"/>'
        f'<path d="M{left} {bottom}V{height - bottom}H{width - left}V{bottom}" fill="none" stroke="#999"/>{marks}{sides}'
        f'<text x="{left}" y="24" fill="#1b5e9b">processor ms a document</text>'
        f'<text x="{width - left}" y="24" text-anchor="end" fill="#9b3d1b">resident MiB</text>'
        f'<text x="{width / 2}" y="{height - 6}" text-anchor="middle">documents in the workspace</text>'
        f'<polyline points="{line("processor_ms", top)}" fill="none" stroke="#1b5e9b" stroke-width="2"/>'
        f'<polyline points="{line("resident_mib", memory_top)}" fill="none" stroke="#9b3d1b" stroke-width="2"/></svg>\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base")
    parser.add_argument("--docs", required=True)
    parser.add_argument("--documents", type=int, default=10000)
    parser.add_argument("--pid", type=int, required=True)
    parser.add_argument("--svg")
    options = parser.parse_args()
    server, corpus = Server(options.base, options.pid), Corpus(options.docs)
    for at in range(0, WARM_UP, BATCH):
        server.insert([corpus.document(i, "w") for i in range(at, at + BATCH)], at + BATCH)
    server.clear()
    print("| documents | processor ms a document | wall ms a document | resident MiB |\n|---|---|---|---|", flush=True)
    points = measure(server, corpus, options.documents)
    if options.svg:
        plot(points, options.svg)


if __name__ == "__main__":
    main()
