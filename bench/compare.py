#!/usr/bin/env python3
"""compare_api.py with more to ask for.

compare.py REFERENCE_URL OTHER_URL --docs DIR ... [--rerank] [--edits]

A text called NAME.md.txt is uploaded as the file NAME.md, so that a hint in its name (a.[native-P].md.txt) counts; all
others are inserted as texts. --rerank asks every question with the reranker on. --edits changes both servers alike before comparing: deletes two
documents, renames an entity, merges two into a third, edits a relation, deletes an entity and a relation. Questions
are made of names in capitals, or in corner brackets where a script has none.
"""
import json, os, pathlib, random, re, sys, time, urllib.request

sys.path.insert(0, os.environ["COMPARE_TOOLS"])
import compare_api
from bench_api import Client

NAME = re.compile(r"[^\W\d_a-zß-ÿ][^\W\d_]{3,}(?: [A-ZÄÖÜ][^\W\d_]{3,})*|「[^」]{1,20}」")
TOPICS = ["treaty", "commerce", "peace", "voyage", "captain", "navy", "revenue", "policy", "nation", "rights"]


def questions(files, n, seed):
    rnd = random.Random(seed)
    names = sorted({m for f in files for m in NAME.findall(f.read_text("utf-8", "replace"))})
    return [f"How did {rnd.choice(names)} relate to {rnd.choice(names)} in {rnd.choice(TOPICS)} {rnd.randint(0, 10**9)}?" for _ in range(n)]


class Score(compare_api.Score):
    def add(self, name, a, b, what=""):
        verbose, self.verbose = self.verbose, False
        super().add(name, a, b, what)
        self.verbose = verbose
        if verbose and a != b:
            print(f"  {name} {what}\n    reference {a}\n    other     {b}")


class Uploading(Client):
    def ok(self, method, path, body=None):
        if path == "/documents/text" and body["file_source"].endswith(".md.txt"):
            return self.upload(body["file_source"].removesuffix(".txt"), body["text"])
        return super().ok(method, path, body)

    def upload(self, name, text):
        form = (f'--form\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
                f"Content-Type: text/markdown\r\n\r\n{text}\r\n--form--\r\n")
        request = urllib.request.Request(
            self.url.geturl().rstrip("/") + "/documents/upload", form.encode(),
            {**self.headers, "Content-Type": "multipart/form-data; boundary=form"})
        with urllib.request.urlopen(request, timeout=600) as response:
            return json.load(response)


class Reranking(Uploading):
    def ok(self, method, path, body=None):
        if isinstance(body, dict) and "enable_rerank" in body:
            body = {**body, "enable_rerank": True}
        return super().ok(method, path, body)


def idle(client):
    while client.ok("GET", "/documents/pipeline_status").get("busy"):
        time.sleep(0.1)


def delete_documents(client, names):
    ids = [row[0] for name, row in compare_api.docs_of(client).items() if name in names]
    client.ok("DELETE", "/documents/delete_document", {"doc_ids": ids, "delete_file": False})
    deadline = time.time() + 300
    while time.time() < deadline:
        idle(client)
        if not set(names) & set(compare_api.docs_of(client)):
            return
        time.sleep(0.2)
    raise SystemExit(f"documents are still there: {names}")


def plan(client, files):
    """What to change, decided once by the reference's graph, so that both servers do the same."""
    nodes, edges = compare_api.graph_of(client)
    degree = {name: sum(name in key.split("\t") for key in edges) for name in nodes}
    ranked = sorted(nodes, key=lambda name: (-degree[name], name))
    edge = sorted(key for key in edges if ranked[8] in key.split("\t"))[0].split("\t")
    lonely = sorted(key for key in edges if not set(key.split("\t")) & set(ranked[:9]))[0].split("\t")
    return {"documents": [files[1].name, files[-1].name], "ranked": ranked, "edge": edge, "lonely": lonely}


def with_sorted_sources(graph_of):
    """The reference merges source ids and file paths as a set of strings, whose order changes from process to process."""

    def sorted_sources(client):
        nodes, edges = graph_of(client)
        for properties in [*nodes.values(), *edges.values()]:
            for key in ("source_id", "file_path"):
                if properties.get(key):
                    properties[key] = sorted(properties[key])
        return nodes, edges

    return sorted_sources


def edit(client, todo):
    ranked = todo["ranked"]
    client.ok("POST", "/graph/entity/edit", {"entity_name": ranked[3], "updated_data": {"entity_name": f"{ranked[3]} Renamed", "description": "Told by hand."}, "allow_rename": True})
    client.ok("POST", "/graph/entities/merge", {"entities_to_change": [ranked[4], ranked[5]], "entity_to_change_into": ranked[2]})
    client.ok("POST", "/graph/relation/edit", {"source_id": todo["edge"][0], "target_id": todo["edge"][1], "updated_data": {"description": "Edited by hand.", "keywords": "hand,edit", "weight": 3.5}})
    client.ok("DELETE", "/graph/entity/delete", {"entity_name": ranked[7]})
    client.ok("DELETE", "/graph/relation/delete", {"source_entity": todo["lonely"][0], "target_entity": todo["lonely"][1]})


def main():
    arguments = sys.argv[1:]
    compare_api.questions = questions
    compare_api.Score = Score
    compare_api.Client = Uploading
    if "--rerank" in arguments:
        arguments.remove("--rerank")
        compare_api.Client = Reranking
    if "--edits" in arguments:
        arguments.remove("--edits")
        docs = pathlib.Path(arguments[arguments.index("--docs") + 1])
        limit = int(arguments[arguments.index("--limit") + 1])
        files = sorted(docs.glob("*.txt"))[:limit]
        servers = [Client(arguments[0]), Client(arguments[1])]
        todo = plan(servers[0], files)
        for server in servers:
            delete_documents(server, todo["documents"])
        todo = {**plan(servers[0], files), "documents": todo["documents"]}
        for server in servers:
            edit(server, todo)
            idle(server)
        compare_api.graph_of = with_sorted_sources(compare_api.graph_of)
    sys.argv[1:] = arguments
    compare_api.main()


if __name__ == "__main__":
    main()
