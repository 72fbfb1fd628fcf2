"""Kills a server in the middle of engine updates and looks what it comes up with; see bench/hot-update --kill."""
import argparse, http.client, json, os, random, signal, subprocess, sys, threading, time, urllib.error, urllib.request, zipfile

ADMIN, USER = "sk-hot-kill-administrator", "sk-hot-kill-user-of-documents"


class Wrong(Exception):
    pass


class Server:
    def __init__(self, options):
        self.options = options
        self.process = None
        users = [{"username": name, "api_key": key, "workspace": workspace, "role": role}
                 for name, key, workspace, role in (("admin", ADMIN, "ops", "admin"), ("user", USER, "docs", "user"))]
        with open(f"{options.work}/users.json", "w") as file:
            json.dump({"users": users}, file)
        os.chmod(f"{options.work}/users.json", 0o600)
        model = f"http://127.0.0.1:{options.model_port}/v1"
        self.environment = dict(
            os.environ, WORKING_DIR=f"{options.work}/rag_storage", LIGHTRAG_USERS_FILE=f"{options.work}/users.json",
            LLM_BINDING="openai", LLM_BINDING_HOST=model, LLM_BINDING_API_KEY="x", LLM_MODEL="fake",
            EMBEDDING_BINDING="openai", EMBEDDING_BINDING_HOST=model, EMBEDDING_BINDING_API_KEY="x",
            EMBEDDING_MODEL="fake-embed", EMBEDDING_DIM="256", LOG_LEVEL="WARNING", LIGHTRAG_DRAIN_SECONDS="2")

    def start(self):
        with open(f"{self.options.work}/server.log", "ab") as log:
            self.process = subprocess.Popen(
                [self.options.lightrag, "start", "--host", "127.0.0.1", "--port", str(self.options.port)],
                env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.options.work)
        self.wait(lambda: self.process.poll() is None and self.call("GET", "/readyz", "")[0] == 200, "the server is ready")
        self.wait(lambda: self.call("GET", "/admin/bundles/deployments", ADMIN)[0] == 200, "it takes deployments")

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def call(self, method, path, key, body=None, kind="application/json"):
        """Status and JSON; status 0 when no whole answer came back."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.options.port}{path}", method=method, data=data,
                                         headers={"Content-Type": kind, "X-API-Key": key})
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as e:
            return e.code, e.read().decode(errors="replace")
        except (OSError, ValueError, http.client.HTTPException):
            return 0, None

    def wait(self, condition, what, seconds=90):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise Wrong(f"waited {seconds} s: {what}")
            if self.process.poll() is not None:
                raise Wrong("the server ended by itself, see server.log")
            time.sleep(0.05)

    def engines(self):
        status, body = self.call("GET", "/admin/engines", ADMIN)
        return body if status == 200 else {"plan": {}, "versions": []}


def jar(engine, version):
    """The same engine under another version."""
    path = f"{version}.jar"
    with zipfile.ZipFile(engine) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "META-INF/MANIFEST.MF":
                lines = content.decode().split("\r\n")
                content = "\r\n".join(f"Bundle-Version: {version}" if line.startswith("Bundle-Version:") else line
                                      for line in lines).encode()
            target.writestr(name, content)
    with open(path, "rb") as file:
        return file.read()


def upload(server, accepted, unsure, stop):
    number = 0
    while not stop.is_set():
        name = f"note-{number:05d}.txt"
        status, _ = server.call("POST", "/documents/text", USER,
                                {"text": f"Visitor{number} met Keeper at Harbour{number % 7}.", "file_source": name})
        (accepted if status == 200 else unsure).add(name)
        number += 1
        stop.wait(0.1 if status else 1)


def one_known_version(server, expected):
    """What serves after the start: one version, the one before or the new one."""
    server.wait(lambda: len(server.engines()["versions"]) == 1, "one engine version is left")
    state = server.engines()
    version = state["versions"][0]["version"]
    server.wait(lambda: server.call("GET", "/health", USER)[0] == 200, "the workspace opens")
    said = server.call("GET", "/health", USER)[1]
    if version not in expected or state["versions"][0]["state"] != "ACTIVE" or said.get("engine_version") != version:
        raise Wrong(f"expected one of {expected}: {state}, health says {said.get('engine_version')}")
    return version


def documents(server):
    rows, page = {}, 1
    while True:
        status, body = server.call("POST", "/documents/paginated", USER, {"page": page, "page_size": 200})
        if status != 200:
            raise Wrong(f"documents: {status} {body}")
        for row in body["documents"]:
            if row["file_path"] in rows:
                raise Wrong(f"{row['file_path']} is there twice")
            rows[row["file_path"]] = row["status"]
        if not body["pagination"]["has_next"]:
            return rows
        page += 1


def options():
    parser = argparse.ArgumentParser()
    for name in ("lightrag", "engine", "work"):
        parser.add_argument("--" + name, required=True)
    for name, default in (("port", 9622), ("model-port", 9399), ("kills", 20), ("seed", 1)):
        parser.add_argument("--" + name, type=int, default=default)
    return parser.parse_args()


def run(server, options):
    rng = random.Random(options.seed)
    jars = {version: jar(options.engine, version) for version in ("9.1.0", "9.2.0")}
    accepted, unsure, stop = set(), set(), threading.Event()
    server.start()
    uploader = threading.Thread(target=upload, args=(server, accepted, unsure, stop), daemon=True)
    uploader.start()
    version, moved, longest = server.engines()["versions"][0]["version"], 0, 4.0
    for kill in range(options.kills):
        wanted = "9.2.0" if version == "9.1.0" else "9.1.0"
        deploy = threading.Thread(target=server.call, daemon=True, args=(
            "POST", f"/admin/bundles?name={wanted}.jar", ADMIN, jars[wanted], "application/java-archive"))
        begin = time.monotonic()
        deploy.start()
        deploy.join(rng.uniform(0, longest))
        server.kill()
        after = time.monotonic() - begin
        deploy.join()
        server.start()
        now = one_known_version(server, {version, wanted})
        moved += now == wanted
        print(f"kill {kill + 1} after {after:.2f} s: {version} -> {wanted}, comes up with {now}", flush=True)
        version = now
    stop.set()
    uploader.join()
    server.wait(lambda: not set(documents(server).values()) & {"pending", "processing", "parsing", "analyzing"},
                "all documents are worked off", 300)
    rows = documents(server)
    lost = [name for name in accepted if rows.get(name) != "processed"]
    server.process.terminate()
    server.process.wait(60)
    verified = subprocess.run([options.lightrag, "verify", "--workspace", "docs"], env=server.environment, cwd=options.work,
                              capture_output=True, text=True)
    print(f"{options.kills} kills, {moved} times the new version was in force already; {len(accepted)} documents accepted, "
          f"{len(unsure)} without an answer, {len(lost)} lost; verify ends with {verified.returncode}")
    if lost or verified.returncode:
        raise Wrong(f"lost: {lost[:10]} {verified.stdout}{verified.stderr}")
    print("as promised")


def main():
    chosen = options()
    os.chdir(chosen.work)
    server = Server(chosen)
    try:
        run(server, chosen)
    except Wrong as wrong:
        print(f"NOT AS PROMISED: {wrong}")
        sys.exit(1)
    finally:
        server.kill()


main()
