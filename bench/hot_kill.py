"""Kills a server in the middle of updates and of moves to other stores, and looks what it comes up with; see
bench/hot-update --kill and bench/hot-swap --kill."""
import argparse, json, os, random, sys, threading, time, zipfile

from killed import Server, Wrong

ADMIN, USER = "sk-hot-kill-administrator", "sk-hot-kill-user-of-documents"
VERSIONS = ("9.1.0", "9.2.0")
BINDINGS = "/admin/workspaces/docs/bindings"


def write_users(work):
    users = [{"username": name, "api_key": key, "workspace": workspace, "role": role}
             for name, key, workspace, role in (("admin", ADMIN, "ops", "admin"), ("user", USER, "docs", "user"))]
    with open(f"{work}/users.json", "w") as file:
        json.dump({"users": users}, file)
    os.chmod(f"{work}/users.json", 0o600)


def jar(built, version):
    """The same bundle under another version."""
    path = f"{version}.jar"
    with zipfile.ZipFile(built) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "META-INF/MANIFEST.MF":
                lines = content.decode().split("\r\n")
                content = "\r\n".join(f"Bundle-Version: {version}" if line.startswith("Bundle-Version:") else line
                                      for line in lines).encode()
            target.writestr(name, content)
    with open(path, "rb") as file:
        return file.read()


class Change:
    """Something that is under way when the server is killed."""

    def __init__(self, server, built):
        self.server = server
        self.jars = {version: jar(built, version) for version in VERSIONS} if built else {}

    def other(self, now):
        return VERSIONS[1] if now == VERSIONS[0] else VERSIONS[0]

    def deploy(self, path, version):
        self.server.call("POST", f"{path}?name={version}.jar", self.jars[version], ADMIN, "application/java-archive")

    def state(self, path):
        status, body = self.server.call("GET", path, key=ADMIN)
        return body if status == 200 else {}


class EngineUpdate(Change):
    def begin(self, version):
        self.deploy("/admin/bundles", version)

    def now(self):
        """The one version that serves."""
        versions = lambda: self.state("/admin/engines").get("versions", [])
        self.server.wait(lambda: len(versions()) == 1, "one engine version is left")
        self.server.wait(lambda: self.server.call("GET", "/health", key=USER)[0] == 200, "the workspace opens")
        said = self.server.call("GET", "/health", key=USER)[1].get("engine_version")
        if versions()[0]["state"] != "ACTIVE" or versions()[0]["version"] != said:
            raise Wrong(f"{versions()}, health says {said}")
        return said


class StorageUpdate(Change):
    def begin(self, version):
        self.deploy("/admin/storages/rocksdb/update", version)

    def now(self):
        """The one version that opens stores."""
        def bundles():
            return [it["version"] for it in self.state("/admin/bundles").get("bundles", [])
                    if it["symbolicName"] == "lightrag.storage.rocksdb" and it["state"] == "active"]
        self.server.wait(lambda: len(bundles()) == 1, "one version of the storage binding is left")
        self.server.wait(lambda: self.server.call("GET", "/documents/status_counts", key=USER)[0] == 200, "the workspace opens")
        said = self.state("/admin/storages").get("versions", {}).get("rocksdb")
        if bundles() != [said]:
            raise Wrong(f"{bundles()} are installed, {said} opens stores")
        return said


class StorageMove(Change):
    def other(self, now):
        return "h2" if now == "rocksdb" else "rocksdb"

    def begin(self, storage):
        self.server.call("PUT", BINDINGS, {"storage": storage}, ADMIN)
        phase = lambda: ((self.state(BINDINGS) or {}).get("migration") or {}).get("phase")
        while phase() in ("WAITING", "COPYING", "COMPARING", "CATCHING_UP"):
            time.sleep(0.02)
        if phase() == "SWITCHED" and storage == "h2":  # so that both ways back are tried: by copy and by switch
            self.server.call("POST", "/admin/workspaces/docs/migration/confirm", {}, ADMIN)

    def now(self):
        """The stores in force; a move that was cut off begins anew by itself."""
        self.server.wait(lambda: "storage" in self.state(BINDINGS), "the workspace opens")
        return self.state(BINDINGS)["storage"]


CHANGES = {"engine": EngineUpdate, "storage": StorageUpdate, "move": StorageMove}


def upload(server, accepted, unsure, stop):
    number = 0
    while not stop.is_set():
        name = f"note-{number:05d}.txt"
        status, _ = server.call("POST", "/documents/text", {
            "text": f"Visitor{number} met Keeper at Harbour{number % 7}.", "file_source": name}, USER)
        (accepted if status == 200 else unsure).add(name)
        number += 1
        stop.wait(0.1 if status else 1)


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--change", choices=CHANGES, default="engine")
    for name in ("lightrag", "work"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--bundle", default="", help="jar that is updated")
    parser.add_argument("--longest", type=float, default=4.0, help="seconds after which a change is cut off at the latest")
    for name, default in (("port", 9622), ("model-port", 9399), ("kills", 20), ("seed", 1)):
        parser.add_argument("--" + name, type=int, default=default)
    return parser.parse_args()


def run(server, options):
    rng = random.Random(options.seed)
    change = CHANGES[options.change](server, options.bundle)
    accepted, unsure, stop = set(), set(), threading.Event()
    start(server)
    uploader = threading.Thread(target=upload, args=(server, accepted, unsure, stop), daemon=True)
    uploader.start()
    before, moved = change.now(), 0
    for kill in range(options.kills):
        wanted = change.other(before)
        under_way = threading.Thread(target=change.begin, daemon=True, args=(wanted,))
        begin = time.monotonic()
        under_way.start()
        under_way.join(rng.uniform(0, options.longest))
        server.kill()
        after = time.monotonic() - begin
        under_way.join()
        start(server)
        now = change.now()
        if now not in (before, wanted):
            raise Wrong(f"{before} or {wanted} is expected, not {now}")
        moved += now == wanted
        print(f"kill {kill + 1} after {after:.2f} s: {before} -> {wanted}, comes up with {now}", flush=True)
        before = now
    stop.set()
    uploader.join()
    rows = settled(server)
    lost = [name for name in accepted if rows.get(name, {}).get("status") != "processed"]
    server.stop()
    server.verify("docs")
    print(f"{options.kills} kills, {moved} times the new one was in force already; {len(accepted)} documents accepted, "
          f"{len(unsure)} without an answer, {len(lost)} lost; the stores agree")
    if lost:
        raise Wrong(f"lost: {lost[:10]}")
    print("as promised")


def start(server):
    server.start()
    server.wait(lambda: server.call("GET", "/admin/bundles/deployments", key=ADMIN)[0] == 200, "it takes deployments")


def settled(server):
    waiting = {"pending", "processing", "parsing", "analyzing"}
    rows = {}

    def quiet():
        nonlocal rows
        rows = server.documents(USER)
        return rows is not None and not waiting & {row["status"] for row in rows.values()}
    server.wait(quiet, "all documents are worked off", 300)
    return rows


def main():
    chosen = options()
    os.chdir(chosen.work)
    write_users(chosen.work)
    server = Server(chosen, LIGHTRAG_USERS_FILE=f"{chosen.work}/users.json", LIGHTRAG_DRAIN_SECONDS="2")
    try:
        run(server, chosen)
    except Wrong as wrong:
        print(f"NOT AS PROMISED: {wrong}")
        sys.exit(1)
    finally:
        server.kill()


main()
