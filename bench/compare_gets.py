"""Compares what GET answers on the reference and on our server; see compare-gets.

compare_gets.py REFERENCE_URL OUR_URL KEY
"""

import json
import re
import sys
import time
import urllib.error
import urllib.request

TEXT = ("Captain Ahab commands the Pequod. Starbuck is the first mate of the Pequod. "
        "Ahab hunts the white whale Moby Dick.")
HEADERS = ["content-type", "location", "allow", "cache-control", "www-authenticate", "x-new-token"]

# path, with and without a key
PATHS = [
    "/", "/health", "/auth-status", "/auth/verify", "/docs", "/docs/oauth2-redirect", "/redoc", "/openapi.json",
    "/static/swagger-ui/swagger-ui.css", "/static/swagger-ui/swagger-ui-bundle.js",
    "/static/swagger-ui/favicon-32x32.png", "/static/swagger-ui/nothing.js",
    "/webui", "/webui/", "/workspace", "/workspace/", "/ui/customization", "/ui/customization?locale=de",
    "/ui/customization/assets/" + "0" * 64 + "/logo",
    "/documents/pipeline_status", "/documents/status_counts", "/documents/supported_file_types",
    "/documents/source_conflicts", "/documents/source_conflicts?limit=0", "/documents/source_conflicts?cursor=x",
    "/documents/track_status/nothing", "/documents/track_status/%20", "/documents/scan/status/nothing",
    "/graph/label/list", "/graph/label/popular", "/graph/label/popular?limit=2", "/graph/label/popular?limit=0",
    "/graph/label/popular?limit=x", "/graph/label/search", "/graph/label/search?q=Pequod",
    "/graph/label/search?q=a&limit=101", "/graphs", "/graphs?label=*", "/graphs?label=*&max_depth=0",
    "/graphs?label=*&max_nodes=0", "/graphs?label=*&max_depth=x", "/graphs?label=nobody", "/graph/entity/exists",
    "/graph/entity/exists?name=Pequod", "/graph/entity/exists?name=nobody",
    "/api/version", "/api/tags", "/api/ps", "/api/nothing", "/nothing", "/documents", "/query", "/login", "/documents/text",
]

# (path pattern, what differs, reason); all are told, these do not count
EXPECTED = [
    (r"^/(webui|workspace|docs|static)", r"header (content-type|cache-control)", "pages of our own; a blank in the type"),
    (r"^/redoc", r"", "leads to /docs, which loads nothing from elsewhere"),
    (r"^/(api/nothing|nothing|documents|query|documents/text)$", r"without key: status",
     "unknown paths and methods say nothing to strangers"),
    (r"^/health", r"^value \.(working_directory|input_directory|server_mode|keyed_locks\.process_id)", "its own"),
    (r"^/health", r"^value \.configuration\.(\w+_storage|workspace):", "stores and the default workspace are named"),
    (r"^/health", r"^type \.configuration\.storage_workspaces", "every store belongs to the named workspace"),
    (r"^/health", r"has_model_kwargs", "client objects of the reference's libraries"),
    (r"^/health", r"^value \.scheduling_metrics", "idle, see docs/differences.md"),
    (r"^/health", r"max_queue_size|worker_count|\.pid|updated_at", "waiting calls cost little here; threads only while they run"),
    (r"^/health", r"^value \.embedding_queue_status\S*\.(submitted|completed)_total", "calls are batched by the process"),
    (r"^/health", r"^more \.(\w+_queue_status\S*(tokens|call_count)|engine_version)", "additive"),
]


def get(base, path, key):
    request = urllib.request.Request(base + path, headers={"X-API-Key": key} if key else {})
    opener = urllib.request.build_opener(NoRedirect)
    try:
        with opener.open(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as e:
        return e.code, e.headers, e.read()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def post(base, path, body, key):
    request = urllib.request.Request(base + path, json.dumps(body).encode(),
                                     {"X-API-Key": key, "Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def prepare(base, key):
    track = post(base, "/documents/text", {"text": TEXT, "file_source": "whale.txt"}, key)["track_id"]
    end = time.monotonic() + 120
    while True:
        documents = json.loads(get(base, "/documents/track_status/" + track, key)[2])["documents"]
        if documents and documents[0]["status"] == "processed":
            return "/documents/track_status/" + track
        if time.monotonic() > end:
            sys.exit(f"the text is not processed on {base}: {documents}")
        time.sleep(0.2)


def kind(value):
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "integer" if isinstance(value, int) else "number"
    return {str: "string", type(None): "null", list: "list", dict: "object"}[type(value)]


def differences(theirs, ours, where, values):
    """Yields what differs between two JSON values."""
    if kind(theirs) != kind(ours):
        yield f"type {where or '.'}: {kind(theirs)} there, {kind(ours)} here"
    elif isinstance(theirs, dict):
        if where.endswith(".per_worker"):  # by process
            theirs, ours = ({"process": v for v in side.values()} for side in (theirs, ours))
        for name in theirs:
            if name not in ours:
                yield f"missing {where}.{name} ({json.dumps(theirs[name])[:60]} there)"
            else:
                yield from differences(theirs[name], ours[name], f"{where}.{name}", values)
        for name in ours:
            if name not in theirs:
                yield f"more {where}.{name} ({json.dumps(ours[name])[:60]} here)"
    elif isinstance(theirs, list):
        if bool(theirs) != bool(ours):
            yield f"value {where}: {len(theirs)} elements there, {len(ours)} here"
        elif theirs:
            yield from differences(theirs[0], ours[0], where + "[]", False)
    elif values and theirs != ours:
        yield f"value {where}: {theirs!r} there, {ours!r} here"


def compare(path, sides, key, label):
    (their_status, their_headers, their_body), (our_status, our_headers, our_body) = (
        get(base, own, key) for base, own in sides)
    if their_status != our_status:
        yield f"{label}status {their_status} there, {our_status} here"
        return
    for name in HEADERS:
        there, here = their_headers.get(name), our_headers.get(name)
        if name == "location":
            there, here = (re.sub(r"^http://[^/]*", "", value or "") or None for value in (there, here))
        if there != here:
            yield f"{label}header {name}: {there} there, {here} here"
    if "json" in their_headers.get("content-type", "") and path != "/openapi.json":
        for found in differences(json.loads(their_body), json.loads(our_body), "", path == "/health"):
            yield label + found


def main():
    reference, ours, key = sys.argv[1:]
    tracks = [prepare(base, key) for base in (reference, ours)]
    jobs = [(path, [(reference, path), (ours, path)]) for path in PATHS]
    jobs.append(("/documents/track_status/{track_id}", [(reference, tracks[0]), (ours, tracks[1])]))
    unexpected = 0
    for path, sides in jobs:
        found = list(compare(path, sides, key, "")) + list(compare(path, sides, "", "without key: "))
        for difference in found:
            reason = next((why for where, what, why in EXPECTED
                           if re.search(where, path) and re.search(what, difference)), None)
            unexpected += reason is None
            print(f"{path}: {difference}" + (f"  (expected: {reason})" if reason else ""))
    print(f"{len(jobs)} paths, {unexpected} unexpected differences")
    sys.exit(1 if unexpected else 0)


if __name__ == "__main__":
    main()
