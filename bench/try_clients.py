"""Ollama's Python client and LiteLLM against our server: URL, key and the id of the key; see bench/try-clients."""

import os
import sys

# its table of prices is of no use here, and it would be fetched
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

import litellm
import ollama

url, key, key_id = sys.argv[1:4]
question = [{"role": "user", "content": "Who maps the river Tarn?"}]
context = [{"role": "user", "content": "/naivecontext Who maps a river?"}]


def check(what, condition, seen=""):
    if not condition:
        sys.exit(f"{what}: failed; got {seen!r}")
    print(f"{what}: ok")


clients = {
    "key in the header": ollama.Client(host=url, headers={"Authorization": f"Bearer {key}"}),
    "id in the path": ollama.Client(host=f"{url}/t/{key_id}"),
}
for name, client in clients.items():
    models = client.list().models
    check(f"ollama, {name}, list", models[0].model == "lightrag:latest", models)
    check(f"ollama, {name}, ps", client.ps().models[0].model == "lightrag:latest")
    whole = client.chat(model="lightrag:latest", messages=question)
    check(f"ollama, {name}, chat", "Ada Brook" in whole.message.content and whole.done, whole)
    check(f"ollama, {name}, counts", whole.eval_count > 0 and whole.total_duration > 0, whole)
    pieces = list(client.chat(model="lightrag:latest", messages=question, stream=True))
    text = "".join(piece.message.content for piece in pieces)
    check(f"ollama, {name}, stream", "Ada Brook" in text and pieces[-1].done and not pieces[0].done, text)
    seen = client.chat(model="lightrag:latest", messages=context).message.content
    check(f"ollama, {name}, own documents only", "Tarn" in seen and "Loire" not in seen, seen)
    made = client.generate(model="lightrag:latest", prompt="Hello")
    check(f"ollama, {name}, generate", made.response and made.done, made)
    made = list(client.generate(model="lightrag:latest", prompt="Hello", stream=True))
    check(f"ollama, {name}, generate stream", made[-1].done, made)

for name, client in {
    "nobody": ollama.Client(host=url),
    "a workspace's name in the path": ollama.Client(host=f"{url}/t/team_o"),
    "a wrong id": ollama.Client(host=f"{url}/t/{key_id}x"),
}.items():
    try:
        client.chat(model="lightrag:latest", messages=question)
        check(f"ollama, {name}, refused", False)
    except ollama.ResponseError as refusal:
        check(f"ollama, {name}, refused", refusal.status_code == 401, refusal)

for model in ("ollama_chat/lightrag:latest", "ollama/lightrag:latest"):
    answer = litellm.completion(model=model, messages=question, api_base=url, api_key=key)
    content = answer.choices[0].message.content
    check(f"litellm, {model}", content and (model.startswith("ollama/") or "Ada Brook" in content), content)
    stream = litellm.completion(model=model, messages=question, api_base=url, api_key=key, stream=True)
    content = "".join(piece.choices[0].delta.content or "" for piece in stream)
    check(f"litellm, {model}, stream", content and (model.startswith("ollama/") or "Ada Brook" in content), content)
