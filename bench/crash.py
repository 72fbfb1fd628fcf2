"""Kills a server again and again and checks that nothing accepted is lost, halved or doubled; see bench/crash."""
import argparse, random, re, subprocess, sys, threading, time

from killed import Server, Wrong

NAME = re.compile("Town[a-j]{5}|Pool[a-d][a-e]")  # others are names cut in two by the border of a chunk, or made by hand
POOL = [f"Pool{chr(97 + i // 5)}{chr(97 + i % 5)}" for i in range(20)]


class Documents:
    """What the server promised."""

    def __init__(self, rng):
        self.rng = rng
        self.lock = threading.Lock()
        self.texts = {}
        self.kills = 0
        self.accepted, self.unsure, self.deleting = set(), set(), set()

    def new(self):
        with self.lock:
            number = len(self.texts)
            name = f"doc-{number:05d}.txt"
            town = "Town" + "".join(chr(97 + int(d)) for d in f"{number:05d}")
            pools = self.rng.sample(POOL, 2)
            self.texts[name] = (town, pools)
        sentence = f"on monday {town} was shown to {pools[0]} by a friend. later {pools[1]} wrote about {town} at length. "
        return name, sentence * self.rng.randint(3, 16)


def insert(server, documents, stop):
    while not stop.is_set():
        name, text = documents.new()
        status, _ = server.call("POST", "/documents/text", {"text": text, "file_source": name})
        with documents.lock:
            (documents.accepted if status == 200 else documents.unsure).add(name)
        stop.wait(documents.rng.uniform(0, 0.2))


def delete(server, documents, stop):
    while not stop.is_set():
        rows = server.documents() or {}
        done = [n for n, r in rows.items() if r["status"] == "processed"]
        if len(done) > 2:
            names = documents.rng.sample(done, documents.rng.randint(1, 2))
            with documents.lock:
                first = set(names) - documents.deleting  # an earlier request may be at work on the others
                documents.deleting.update(names)
            status, body = server.call("DELETE", "/documents/delete_document", {
                "doc_ids": [rows[n]["id"] for n in names], "delete_file": True,
                "delete_llm_cache": documents.rng.random() < 0.5})
            if status == 200 and body["status"] != "deletion_started":
                with documents.lock:
                    documents.deleting.difference_update(first)
        stop.wait(documents.rng.uniform(0.05, 0.4))


def merge(server, documents, stop):
    """Entities that no document names, so that what documents make stays predictable."""
    while not stop.is_set():
        number = documents.rng.randint(0, 10**9)
        made = [server.call("POST", "/graph/entity/create", {
            "entity_name": f"Hand{number}{end}", "entity_data": {"description": "made by hand"}})[0] for end in "ab"]
        if made == [200, 200]:
            server.call("POST", "/graph/entities/merge", {
                "entities_to_change": [f"Hand{number}a"], "entity_to_change_into": f"Hand{number}b"})
        stop.wait(documents.rng.uniform(0, 0.1))


def model(options, latency):
    process = subprocess.Popen([options.java, "-Xmx256m", options.model, "--port", str(options.model_port),
                                "--latency-ms", str(latency)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    process.stdout.readline()
    return process


def rounds(server, documents, options, rng):
    end = time.monotonic() + 60 * options.minutes
    for number in range(1, options.kills + 1):
        if time.monotonic() > end:
            break
        documents.kills = number
        service = model(options, rng.choice([0, 5, 20, 60, 150]))
        try:
            server.start()
            stop = threading.Event()
            threads = [threading.Thread(target=work, args=(server, documents, stop), daemon=True)
                       for work in (insert, insert, delete, merge)]
            for thread in threads:
                thread.start()
            stop.wait(rng.uniform(0.1, options.longest))
            server.kill()
            stop.set()
            for thread in threads:
                thread.join()
        finally:
            service.kill()
            service.wait()
        if number % options.verify_every == 0:
            server.verify("crash")
        print(f"\rkill {number}/{options.kills}: {len(documents.accepted)} documents accepted, "
              f"{len(documents.deleting)} deletions asked for ", end="", flush=True)
    print()


def settle(server, documents):
    """Everything that was promised must come true now, without another word."""
    server.wait(lambda: server.call("GET", "/documents/pipeline_status")[1]["busy"] is False, "the pipeline is idle", 600)
    rows = server.documents()
    for name, row in rows.items():
        if row["status"] != "processed":
            raise Wrong(f"{name} is {row['status']}: {row.get('error_msg')}")
    lost = documents.accepted - documents.deleting - set(rows)
    if lost:
        raise Wrong(f"accepted, but gone: {sorted(lost)[:5]} and {len(lost)} in all")
    strange = set(rows) - documents.accepted - documents.unsure
    if strange:
        raise Wrong(f"nobody inserted {sorted(strange)[:5]}")
    return rows


def check_graph(server, documents, rows):
    """Each name's sources are the chunks of exactly the documents that name it."""
    by_name = {}
    for name in rows:
        town, pools = documents.texts[name]
        for entity in [town, *pools]:
            by_name.setdefault(entity, set()).add(rows[name]["id"])
    _, labels = server.call("GET", "/graph/label/list")
    found = {label for label in labels if NAME.fullmatch(label)}
    if found != set(by_name):
        raise Wrong(f"missing entities {sorted(set(by_name) - found)[:5]}, left over {sorted(found - set(by_name))[:5]}")
    for entity, documents_of in by_name.items():
        _, graph = server.call("GET", f"/graphs?label={entity}&max_depth=1&max_nodes=1")
        sources = graph["nodes"][0]["properties"]["source_id"].split("<SEP>")
        if len(sources) < 300 and {s.rsplit("-chunk-", 1)[0] for s in sources} != documents_of:
            raise Wrong(f"{entity} rests on other documents than those that name it")


def finish_deletions(server, documents, rows):
    ids = [rows[name]["id"] for name in documents.deleting if name in rows]
    if ids:
        status, body = server.call("DELETE", "/documents/delete_document", {"doc_ids": ids, "delete_file": True})
        if status != 200 or body["status"] != "deletion_started":
            raise Wrong(f"deletion refused: {status} {body}")
        server.wait(lambda: server.call("GET", "/documents/pipeline_status")[1]["busy"] is False, "deletions end", 600)
    return settle(server, documents)


def main():
    parser = argparse.ArgumentParser()
    for name in ("lightrag", "java", "model", "work"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--model-port", type=int, required=True)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=600, help="stop killing after this time")
    parser.add_argument("--longest", type=float, default=3, help="longest life of a server under load, in seconds")
    parser.add_argument("--verify-every", type=int, default=1)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    rng = random.Random(options.seed)
    print(f"seed {options.seed}, work folder {options.work}")
    server = Server(options, ready="/health", WORKSPACE="crash", CHUNK_SIZE="120", CHUNK_OVERLAP_SIZE="10", MAX_PARALLEL_INSERT="3")
    documents = Documents(rng)
    service = None
    try:
        rounds(server, documents, options, rng)
        service = model(options, 0)
        server.start()
        rows = settle(server, documents)
        unfinished = len([n for n in documents.deleting if n in rows])
        check_graph(server, documents, rows)
        rows = finish_deletions(server, documents, rows)
        check_graph(server, documents, rows)
        server.stop()
        server.verify("crash")
        print(f"{documents.kills} kills: {len(documents.accepted)} documents accepted, {len(documents.deleting)} deletions, "
              f"{unfinished} of them not done before a kill and done afterwards, {len(rows)} documents left; "
              "none lost, none half done, none twice; the stores agree")
    except Wrong as e:
        print(f"\nWRONG: {e}")
        sys.exit(1)
    finally:
        for process in (server.process, service):
            if process and process.poll() is None:
                process.kill()


main()
