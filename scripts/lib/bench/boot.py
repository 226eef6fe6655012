"""The part of the bench `boot` that needs a clock finer than a shell's. Prints tables in Markdown."""

import argparse
import json
import os
import socket
import ssl
import statistics
import subprocess
import threading
import time
import uuid
from datetime import datetime, timezone

from rack import Api, Rack, memory, now, processor, started

MEBIBYTE = 1 << 20
UPLOAD = 512 * MEBIBYTE
IDLE = 30
STARTS = 3
CEPH = ("ceph-mon", "ceph-mgr", "ceph-osd")
POOL = "disks"


def median(values):
    return statistics.median(values)


def p95(values):
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]


def ms(seconds):
    return f"{seconds * 1000:.0f} ms"


class Table:
    def __init__(self, *titles):
        print("| " + " | ".join(titles) + " |")
        print("| --- |" + " ---: |" * (len(titles) - 1))
        self.width = len(titles)

    def row(self, *cells):
        print("| " + " | ".join([*cells, *[""] * (self.width - len(cells))]) + " |", flush=True)


# --- processes ---


def restart(rack, server, name, settled):
    """From the new process's start to what settled() waits for: seconds, and seconds of its processor time."""
    before = rack.service(server, name)
    rack.run(server, "bastide-service", "restart", f"bastide-{name}")
    while (pid := rack.service(server, name)) in (before, None):
        time.sleep(0.005)
    begun = started(pid)
    first = settled()
    used = processor(pid)
    return first - begun, used, begun


def taken(rack):
    """The moment at which the controller takes connections, which is the last thing that it does to be ready."""
    while True:
        try:
            socket.create_connection((rack.controller, 5000), 1).close()
            return now()
        except OSError:
            time.sleep(0.005)


def linked(api, names):
    """The moment at which these nodes are linked."""
    def there():
        return {node["name"] for node in api.call("GET", "/bastide/v1/nodes")["nodes"] if node["linked"]} >= set(names)
    api.until(120, there)
    return now()


def starts(rack):
    table = Table("starts, from exec", "median", "worst", "of its processor time", "target")

    def row(title, runs, target=""):
        times, used = zip(*runs)
        table.row(title, f"{median(times):.2f} s", f"{max(times):.2f} s", f"{median(used):.2f} s", target)

    ready, synced = [], []
    for _ in range(STARTS):
        seconds, used, begun = restart(rack, "controller-1", "controller", lambda: taken(rack))
        ready.append((seconds, used))
        nodes = [server for server in rack.servers if server != "controller-1"]
        moment = linked(Api(rack, f"{rack.controller}:5000"), nodes)
        synced.append((moment - begun, processor(rack.service("controller-1", "controller"))))
    row("controller takes connections", ready, "≤ 3 s")
    row("controller, all nodes linked again", synced)
    api = Api(rack)
    for server, name in (("compute-1", "compute-node"), ("storage-1", "storage-node")):
        runs = [restart(rack, server, name, lambda: linked(api, [server]))[:2] for _ in range(STARTS)]
        row(f"{name} linked", runs)
    row("`bastide --help`", [spent(rack.command("controller-1", "bastide", "--help")) for _ in range(STARTS)])
    # what every JVM costs on this machine at this moment: compare with this where the machine is busy
    java = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-version"]
    row("`java -version`", [spent(rack.command("controller-1", *java)) for _ in range(STARTS)])
    print()


def spent(command):
    """Seconds that a command takes, and of the processor's time."""
    begun, before = now(), os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return now() - begun, used


def resources(rack):
    """What runs while nothing happens: not Ceph, not guests."""
    time.sleep(10)
    watched = {}
    for server in rack.servers:
        for pid, line in rack.processes(server).items():
            if not any(name in line.split(" ")[0] for name in (*CEPH, "qemu-system")):
                watched[pid] = (server, line)
    before = {pid: processor(pid) for pid in watched}
    time.sleep(IDLE)
    table = Table("idle", "RSS", "PSS", "target", "processor s/min")
    rest = [0, 0, 0]
    total = 0
    for pid, (server, line) in watched.items():
        try:
            rss, pss = memory(pid)
            used = (processor(pid) - before[pid]) * 60 / IDLE
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += pss
        if "org.bastide." in line:
            name = line.partition("org.bastide.")[2].split(".")[0]
            target = "≤ 300 MB" if name == "controller" else "≤ 150 MB"
            table.row(f"{server}: {name}", f"{rss:.0f} MB", f"{pss:.0f} MB", target, f"{used:.2f}")
        else:
            rest = [rest[0] + rss, rest[1] + pss, rest[2] + used]
    table.row("all servers: libvirtd, virtlogd, pid 1 …", f"{rest[0]:.0f} MB", f"{rest[1]:.0f} MB", "", f"{rest[2]:.2f}")
    table.row("everything but Ceph and guests", "", f"{total:.0f} MB", "≤ 1200 MB")
    print()


# --- servers ---


class Boots:
    """Hears libvirt on all compute servers say that a guest runs."""

    def __init__(self, rack):
        self.changed = threading.Condition()
        self.moments = {}
        self.listeners = []
        for server in rack.computes:
            command = rack.command(server, "stdbuf", "-oL", "virsh", "event", "--event", "lifecycle", "--loop", "--timestamp")
            listener = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            threading.Thread(target=self.listen, args=(listener, server), daemon=True).start()
            self.listeners.append(listener)
        time.sleep(1)

    def listen(self, listener, server):
        for line in listener.stdout:
            if "Started" in line:
                stamp, _, rest = line.partition("+0000: ")
                moment = datetime.strptime(stamp, "%Y-%m-%d %H:%M:%S.%f").replace(tzinfo=timezone.utc).timestamp()
                with self.changed:
                    self.moments[rest.split("'")[3]] = (moment, server)
                    self.changed.notify_all()

    def next(self, known, patience=90):
        """Name, moment and server of a guest that started and is not among the known."""
        with self.changed:
            if not self.changed.wait_for(lambda: self.moments.keys() - known, patience):
                raise RuntimeError(f"no guest ran within {patience} s")
            name = (self.moments.keys() - known).pop()
            return name, *self.moments[name]

    def close(self):
        for listener in self.listeners:
            listener.terminate()


class Cloud:
    def __init__(self, api):
        self.api = api
        self.image = api.call("GET", "/image/v2/images?name=tiny")["images"][0]["id"]
        api.call("PUT", f"/compute/v2.1/os-quota-sets/{api.project}",
                 {"quota_set": {"instances": -1, "cores": -1, "ram": -1}})

    def flavor(self, name):
        return next(one["id"] for one in self.api.call("GET", "/compute/v2.1/flavors")["flavors"] if one["name"] == name)

    def create(self, name, flavor):
        wanted = {"name": name, "imageRef": self.image, "flavorRef": flavor, "networks": "none"}
        return self.api.call("POST", "/compute/v2.1/servers", {"server": wanted})["server"]["id"]

    def delete(self, *servers):
        for server in servers:
            self.api.call("DELETE", f"/compute/v2.1/servers/{server}")

        def gone():
            there = {one["id"] for one in self.api.call("GET", "/compute/v2.1/servers")["servers"]}
            return not there & set(servers)
        self.api.until(120, gone, 0.2)


def answers(cloud, count):
    """Servers that fit nowhere: all of a POST, and no QEMU that takes the processor from the next."""
    flavor = cloud.api.call("POST", "/compute/v2.1/flavors",
                            {"flavor": {"name": f"bench-{uuid.uuid4()}", "vcpus": 1, "ram": 1 << 30, "disk": 1}})["flavor"]["id"]
    times, servers = [], []
    for index in range(count):
        begun = time.monotonic()
        servers.append(cloud.create(f"bench-{index}", flavor))
        times.append(time.monotonic() - begun)
    cloud.delete(*servers)
    cloud.api.call("DELETE", f"/compute/v2.1/flavors/{flavor}")
    return times


class Bare:
    """The same guest without Bastide: rbd and virsh, on the servers where they belong, with a key that is there already."""

    def __init__(self, rack, guest, server):
        self.rack = rack
        self.server = server
        self.domain = rack.run(server, "virsh", "dumpxml", "--inactive", guest)
        self.ids = [guest.removeprefix("bastide-"), self.between("<uuid>", "</uuid>")]
        self.disk = self.between(f"name='{POOL}/", "'")
        self.secret = self.between("<secret type='ceph' uuid='", "'")
        self.user = self.between("<auth username='", "'")
        disk = rack.run("storage-1", "rbd", "info", f"{POOL}/{self.disk}", "--format", "json")
        self.parent = "{pool}/{image}@{snapshot}".format(**json.loads(disk)["parent"])
        self.own_secret = str(uuid.uuid4())
        definition = f"/tmp/{self.own_secret}"
        self.write(definition, f"<secret ephemeral='yes' private='yes'><uuid>{self.own_secret}</uuid>"
                               f"<usage type='ceph'><name>bench {self.own_secret}</name></usage></secret>")
        rack.run(server, "virsh", "secret-define", definition)
        key = rack.run("storage-1", "ceph", "auth", "get-key", "client.admin").strip()
        rack.run(server, "virsh", "secret-set-value", self.own_secret, "--base64", key)
        self.folder = self.between("<source file='", f"/{self.ids[0]}/")

    def between(self, before, after):
        return self.domain.split(before, 1)[1].split(after, 1)[0]

    def write(self, path, text):
        subprocess.run(self.rack.command(self.server, "sh", "-c", f"cat >'{path}'"), input=text, text=True, check=True)

    def prepare(self, guest):
        """Files beside the product's, which a start by hand would have to make as well: not measured."""
        new = str(uuid.uuid4())
        domain = self.domain.replace(f"username='{self.user}'", "username='admin'").replace(self.secret, self.own_secret)
        domain = domain.replace(self.ids[0], new).replace(self.ids[1], str(uuid.uuid4())).replace(self.disk, guest)
        self.rack.run(self.server, "sh", "-c", f"cp -a {self.folder}/{self.ids[0]} {self.folder}/{new}; rm -f {self.folder}/{new}/console*")
        self.write(f"/tmp/{guest}.xml", domain)
        return f"bastide-{new}"

    def start(self, guest, name, boots):
        known = set(boots.moments)
        begun = time.time()
        self.rack.run("storage-1", "rbd", "clone", "--rbd-default-clone-format", "2", self.parent, f"{POOL}/{guest}")
        cloned = time.time()
        self.rack.run("storage-1", "rbd", "resize", "--no-progress", "--size", "1G", f"{POOL}/{guest}")
        resized = time.time()
        self.rack.run(self.server, "virsh", "create", f"/tmp/{guest}.xml")
        running = boots.next(known)[1]
        self.rack.run(self.server, "virsh", "destroy", name)
        self.rack.run(self.server, "rm", "-rf", f"{self.folder}/{name.removeprefix('bastide-')}", f"/tmp/{guest}.xml")
        for _ in range(40):
            if "error" not in self.rack.run("storage-1", "sh", "-c", f"rbd rm --no-progress {POOL}/{guest} 2>&1", check=False):
                break
            time.sleep(1)
        return running - begun, cloned - begun, resized - cloned, running - resized

    def close(self):
        self.rack.run(self.server, "virsh", "secret-undefine", self.own_secret)


def servers(rack, repeat):
    api = Api(rack)
    cloud = Cloud(api)
    flavor = cloud.flavor("tiny")
    answers(cloud, 20)                                     # a server process is warm after its first minute
    quiet = answers(cloud, 10 * repeat)
    boots = Boots(rack)
    own, posts, bare = [], [], []
    by_hand = None
    try:
        for index in range(repeat + 1):
            known = set(boots.moments)
            begun = time.time()
            server = cloud.create(f"bench-{index}", flavor)
            posted = time.time()
            name, moment, where = boots.next(known)
            if by_hand is None:                            # the first of all is warm-up
                by_hand = Bare(rack, name, where)
                kept = server
            else:
                own.append(moment - begun)
                posts.append(posted - begun)
                cloud.delete(server)
                bare.append(by_hand.start(guest := f"bench-{uuid.uuid4()}", by_hand.prepare(guest), boots))
        cloud.delete(kept)
    finally:
        boots.close()
        if by_hand:
            by_hand.close()
    table = Table("servers", "median", "p95", "target")
    table.row(f"POST /servers answered ({len(quiet)} in a row)", ms(median(quiet)), ms(p95(quiet)), "≤ 20 ms")
    table.row(f"POST /servers answered ({repeat}, each before its guest)", ms(median(posts)), ms(p95(posts)))
    table.row("POST → QEMU runs", ms(median(own)), ms(p95(own)))
    parts = list(zip(*bare))
    for title, times in zip(("by hand → QEMU runs", "… `rbd clone`", "… `rbd resize`", "… `virsh create`"), parts):
        table.row(title, ms(median(times)), ms(p95(times)))
    beyond = [one - other[0] for one, other in zip(own, bare)]
    stricter = [one - other[0] + other[2] for one, other in zip(own, bare)]
    table.row("beyond, in turns", ms(median(beyond)), ms(p95(beyond)), "≤ 300 ms")
    table.row("beyond clone and create alone", ms(median(stricter)), ms(p95(stricter)), "≤ 300 ms")
    print()


# --- images ---


def passage(state, file):
    """Seconds of the file's way through one TLS connection on this machine, both ends in this process."""
    folder = f"{state}/servers/controller-1/var/lib/bastide/controller"
    listener = socket.create_server(("127.0.0.1", 0))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(f"{folder}/api.pem", f"{folder}/api.key")
    client = ssl.create_default_context(cafile=f"{state}/root.pem")

    def send():
        with client.wrap_socket(socket.create_connection(listener.getsockname()), server_hostname="127.0.0.1") as out, \
                open(file, "rb") as source:
            while piece := source.read(MEBIBYTE):
                out.sendall(piece)
            out.recv(1)                                    # all is there: closed earlier, it might be lost

    begun = time.monotonic()
    sender = threading.Thread(target=send)
    sender.start()
    buffer = bytearray(MEBIBYTE)
    left = UPLOAD
    with server.wrap_socket(listener.accept()[0], server_side=True) as incoming:
        while left > 0 and (length := incoming.recv_into(buffer)):
            left -= length
        incoming.sendall(b".")
    sender.join()
    listener.close()
    return time.monotonic() - begun


def upload(api, file):
    image = api.call("POST", "/image/v2/images", {"name": "bench", "disk_format": "raw", "container_format": "bare"})["id"]
    with open(file, "rb") as body:
        begun = time.monotonic()
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(UPLOAD)}
        api.connection.blocksize = MEBIBYTE
        api.send("PUT", f"/image/v2/images/{image}/file", body, headers)
        api.until(60, lambda: api.call("GET", f"/image/v2/images/{image}")["status"] == "active")
        taken = time.monotonic() - begun
    api.call("DELETE", f"/image/v2/images/{image}")
    return taken


def images(rack, repeat):
    api = Api(rack)
    inside = "/var/lib/bastide/bench.raw"
    file = rack.folder("storage-1") + inside
    with open(file, "wb") as out:
        for _ in range(UPLOAD // MEBIBYTE):
            out.write(os.urandom(MEBIBYTE))
    os.sync()
    commands = (("sha512sum", inside), ("md5sum", inside), ("rbd", "import", "--no-progress", inside, "images/bench"))

    def timed(command):
        begun = time.monotonic()
        rack.run("storage-1", *command)
        return time.monotonic() - begun

    ours = [rack.service("controller-1", "controller"), rack.service("storage-1", "storage-node")]
    own, spending, bare, tls = [], [], [], []
    try:
        upload(api, file)                                  # warm-up
        for _ in range(repeat):
            before = [processor(pid) for pid in ours]
            own.append(upload(api, file))
            spending.append([processor(pid) - used for pid, used in zip(ours, before)])
            time.sleep(2)
            bare.append([timed(command) for command in commands])
            rack.run("storage-1", "rbd", "rm", "--no-progress", "images/bench")
            tls.append(passage(rack.state, file) + passage(rack.state, file))
            time.sleep(2)
    finally:
        os.remove(file)
    table = Table("image of 512 MiB, raw", "median", "target")
    table.row("uploaded by the API", f"{median(own):.2f} s")
    for title, used in zip(("… processor time of the controller", "… of the storage node"), zip(*spending)):
        table.row(title, f"{median(used):.2f} s")
    for command, times in zip(commands, zip(*bare)):
        table.row(f"`{' '.join(command[:2]) if command[0] == 'rbd' else command[0]}`", f"{median(times):.2f} s")
    table.row("through two TLS connections", f"{median(tls):.2f} s")
    table.row("speed to all of these in turn", f"{median([(sum(b) + t) / o for o, b, t in zip(own, bare, tls)]):.2f}", "≥ 0.8")
    table.row("speed to the bare three", f"{median([sum(b) / o for o, b in zip(own, bare)]):.2f}")
    print()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--state", required=True)
    parser.add_argument("--repeat", type=int, required=True)
    parser.add_argument("--only", choices=("starts", "idle", "servers", "images"), action="append")
    chosen = parser.parse_args()
    rack = Rack(chosen.state)
    parts = {"starts": lambda: starts(rack), "idle": lambda: resources(rack),
             "servers": lambda: servers(rack, chosen.repeat), "images": lambda: images(rack, min(3, chosen.repeat))}
    for name in chosen.only or parts:
        parts[name]()


main()
