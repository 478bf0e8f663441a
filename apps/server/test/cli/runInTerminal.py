"""Runs a command in a pseudo-terminal, types when a text is on the screen, and prints what was shown.

The one argument is JSON: {"line": [program, ...], "steps": [{"see": text, "type": text}]}.
"""

import json
import os
import pty
import sys

request = json.loads(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    os.execv(request["line"][0], request["line"])

screen = b""
searched = 0
steps = list(request["steps"])
while True:
    try:
        chunk = os.read(terminal, 4096)
    except OSError:
        break
    if not chunk:
        break
    screen += chunk
    if steps:
        found = screen.find(steps[0]["see"].encode(), searched)
        if found >= 0:
            searched = found + len(steps[0]["see"].encode())
            os.write(terminal, steps.pop(0)["type"].encode())

sys.stdout.buffer.write(screen)
_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status))
