"""A server that is killed and started again, for the programs here that do so."""
import http.client, json, os, signal, subprocess, time, urllib.error, urllib.request


class Wrong(Exception):
    """A promise was broken."""


class Server:
    """The server as an operator runs it; its environment stays the same over all kills."""

    def __init__(self, options, ready="/readyz", **environment):
        self.options = options
        self.ready = ready
        self.process = None
        model = f"http://127.0.0.1:{options.model_port}/v1"
        self.environment = dict(
            os.environ, WORKING_DIR=f"{options.work}/rag_storage", INPUT_DIR=f"{options.work}/inputs",
            LLM_BINDING="openai", LLM_BINDING_HOST=model, LLM_BINDING_API_KEY="x", LLM_MODEL="fake",
            EMBEDDING_BINDING="openai", EMBEDDING_BINDING_HOST=model, EMBEDDING_BINDING_API_KEY="x",
            EMBEDDING_MODEL="fake-embed", EMBEDDING_DIM="256", LOG_LEVEL="WARNING", **environment)

    def start(self):
        with open(f"{self.options.work}/server.log", "ab") as log:
            self.process = subprocess.Popen(
                [self.options.lightrag, "start", "--host", "127.0.0.1", "--port", str(self.options.port)],
                env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self.options.work)
        self.wait(lambda: self.call("GET", self.ready)[0] == 200, "the server answers", 120)

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait(60)

    def verify(self, workspace):
        """Of a stopped server: do the stores agree?"""
        done = subprocess.run([self.options.lightrag, "verify", "--workspace", workspace], env=self.environment,
                              cwd=self.options.work, capture_output=True, text=True)
        if done.returncode:
            raise Wrong("verify:\n" + done.stdout + done.stderr)

    def call(self, method, path, body=None, key="", kind="application/json"):
        """Status and JSON; status 0 when no whole answer came back."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": kind, **({"X-API-Key": key} if key else {})}
        request = urllib.request.Request(f"http://127.0.0.1:{self.options.port}{path}", method=method, data=data, headers=headers)
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

    def documents(self, key=""):
        """Document rows by name, none when there is no answer; a name with two rows is wrong."""
        rows, page = {}, 1
        while True:
            status, body = self.call("POST", "/documents/paginated", {"page": page, "page_size": 200}, key)
            if status != 200:
                return None
            for row in body["documents"]:
                if row["file_path"] in rows:
                    raise Wrong(f"{row['file_path']} is there twice")
                rows[row["file_path"]] = row
            if not body["pagination"]["has_next"]:
                return rows
            page += 1
