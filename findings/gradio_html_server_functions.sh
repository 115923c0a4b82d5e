#!/usr/bin/env bash
# gradio 6.31.0
#
# Guessed: a function given to gr.HTML(server_functions=[...]) with a parameter annotated
#   gr.Request gets a gr.Request, as event functions do, with username and session_hash;
#   and a parameter annotated with the web framework's own Request gets that one.
# Seen: it is the annotation gr.Request that is recognised, and the object handed in is
#   Starlette's request, which has neither attribute. A parameter annotated with
#   starlette's Request gets None, with a warning on the server alone. The same function
#   as an event handler gets a gr.Request.
# So: annotate gr.Request, use the object as Starlette's, and find out who is logged in
#   from the cookie; take session_hash from what the page's script sends.
#
# Output seen:
#   annotated gr.Request: 200 Request from starlette.requests, session_hash False
#   annotated starlette.requests.Request: 200 NoneType from builtins, session_hash False
#   as an event handler: Request from gradio.route_utils, session_hash True
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install -qq --disable-pip-version-check gradio==6.31.0
cat > "$dir/check.py" <<'PY'
import json
import os
import urllib.request

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
import gradio as gr
import starlette.requests
from gradio_client import Client


def told(request):
    kind = type(request)
    has = hasattr(request, "session_hash")
    return f"{kind.__name__} from {kind.__module__}, session_hash {has}"


def by_gradio(data: dict, request: gr.Request) -> str:
    return told(request)


def by_starlette(data: dict, request: starlette.requests.Request) -> str:
    return told(request)


def event(request: gr.Request) -> str:
    return told(request)


with gr.Blocks(analytics_enabled=False) as page:
    html = gr.HTML("", js_on_load="", server_functions=[by_gradio, by_starlette])
    out = gr.Textbox()
    gr.Button().click(event, None, out, api_name="event")
_, address, _ = page.launch(prevent_thread_lock=True, quiet=True, share=False)


def call(name):
    body = {"data": {}, "fn_name": name, "session_hash": "s", "component_id": html._id}
    request = urllib.request.Request(
        f"{address}gradio_api/component_server",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return f"{answer.status} {json.load(answer)}"


seen = [
    f"annotated gr.Request: {call('by_gradio')}",
    f"annotated starlette.requests.Request: {call('by_starlette')}",
    f"as an event handler: {Client(address, verbose=False).predict(api_name='/event')}",
]
print("\n".join(seen))
page.close(verbose=False)
assert seen == [
    "annotated gr.Request: 200 Request from starlette.requests, session_hash False",
    "annotated starlette.requests.Request: 200 NoneType from builtins, session_hash False",
    "as an event handler: Request from gradio.route_utils, session_hash True",
], "the behaviour has changed"
PY
"$dir/venv/bin/python" "$dir/check.py" 2>"$dir/log" || { cat "$dir/log"; exit 1; }
