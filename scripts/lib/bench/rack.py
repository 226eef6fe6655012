"""A rack as a bench sees it, from the host: its API, its servers' processes, commands on its servers."""

import http.client
import json
import os
import shlex
import ssl
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")


class Rack:
    def __init__(self, state):
        self.state = state
        with open(f"{state}/rack.env") as file:
            self.chosen = dict(shlex.split(line)[0].split("=", 1) for line in file if "=" in line)
        self.network = f"10.213.{self.chosen['NUMBER']}"
        self.controller = f"{self.network}.11"
        nodes = int(self.chosen["NODES"])
        self.computes = [f"compute-{i + 1}" for i in range(nodes)]
        self.servers = ["controller-1", "storage-1", *self.computes]

    def folder(self, server):
        return f"{self.state}/servers/{server}"

    def pid(self, server):
        with open(f"{self.folder(server)}/pid") as file:
            return int(file.read().split()[0])

    def command(self, server, *command):
        environment = ["env", "-i", "-C", "/root", "HOME=/root", "USER=root", "LANG=C.UTF-8",
                       "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
        return ["nsenter", "--target", str(self.pid(server)), "--mount", "--pid", "--uts", "--ipc", "--net", "--",
                *environment, *command]

    def run(self, server, *command, check=True):
        done = subprocess.run(self.command(server, *command), capture_output=True, text=True)
        if check and done.returncode != 0:
            raise RuntimeError(f"{server}: {' '.join(command)}: {done.stderr.strip()}")
        return done.stdout

    def processes(self, server):
        """Host pid and command line of all that runs on a server."""
        own = os.readlink(f"/proc/{self.pid(server)}/ns/pid")
        found = {}
        for entry in os.listdir("/proc"):
            try:
                if entry.isdigit() and os.readlink(f"/proc/{entry}/ns/pid") == own:
                    with open(f"/proc/{entry}/cmdline") as file:
                        found[int(entry)] = file.read().replace("\0", " ").strip()
            except (FileNotFoundError, PermissionError, ProcessLookupError):
                pass  # ended meanwhile, or none of ours
        return found

    def service(self, server, name):
        """Host pid of a service, None while it does not run."""
        main = {"controller": "org.bastide.controller.Main", "compute-node": "org.bastide.computenode.Main",
                "storage-node": "org.bastide.storagenode.Main"}[name]
        return next((pid for pid, line in self.processes(server).items() if main in line), None)


class Api:
    """One kept-alive connection, signed in as cloud admin."""

    def __init__(self, rack, address=None):
        listen = address or rack.chosen["LISTEN"]
        host, port = listen.rsplit(":", 1)
        self.tls = ssl.create_default_context(cafile=f"{rack.state}/root.pem")
        self.connection = http.client.HTTPSConnection(host, int(port), context=self.tls, timeout=120)
        with open(f"{rack.state}/secrets/admin-password") as file:
            password = file.read().strip()
        domain = {"id": "default"}
        user = {"name": "admin", "domain": domain, "password": password}
        scope = {"project": {"name": "admin", "domain": domain}}
        wanted = {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope}}
        self.headers = {}
        token = self.call("POST", "/identity/v3/auth/tokens", wanted)
        self.headers = {"X-Auth-Token": self.answered["X-Subject-Token"], "OpenStack-API-Version": "compute 2.37"}
        self.project = token["token"]["project"]["id"]

    def send(self, method, path, body=None, headers=None):
        self.connection.request(method, path, body, {**self.headers, **(headers or {})})
        response = self.connection.getresponse()
        text = response.read()
        self.answered = response.headers
        if response.status >= 300:
            raise RuntimeError(f"{method} {path}: {response.status} {text.decode(errors='replace')}")
        return text

    def call(self, method, path, body=None):
        text = self.send(method, path, json.dumps(body) if body is not None else None, {"Content-Type": "application/json"})
        return json.loads(text) if text else None

    def until(self, patience, done, pause=0.02):
        """Asks until the answer is true; returns it."""
        end = time.monotonic() + patience
        while True:
            answer = done()
            if answer:
                return answer
            if time.monotonic() > end:
                raise RuntimeError(f"not within {patience} s: {done.__doc__ or done}")
            time.sleep(pause)


def started(pid):
    """When a process was made, on the clock of since()."""
    with open(f"/proc/{pid}/stat") as file:
        return int(file.read().rpartition(")")[2].split()[19]) / TICKS


def now():
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def memory(pid):
    """RSS and PSS in MB."""
    sizes = {}
    with open(f"/proc/{pid}/smaps_rollup") as file:
        for line in file:
            words = line.split()
            if words[0] in ("Rss:", "Pss:"):
                sizes[words[0]] = int(words[1]) * 1024 / 1e6
    return sizes["Rss:"], sizes["Pss:"]


def processor(pid):
    """Seconds of processor time, with those of children that ended."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return sum(int(fields[i]) for i in range(11, 15)) / TICKS
