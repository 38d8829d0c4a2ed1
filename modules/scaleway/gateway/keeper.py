"""Keeps the gateway's container on this machine as the machine's metadata say.

Runs as root under systemd, with nothing but Python's own library. What is to run stands in four
user data of the machine, which Terraform writes: `gateway-settings` (image, environment, who may
call and be called), `gateway-config` (LiteLLM's), `gateway-reader` (an API key that reads the
gateway's secrets) and `gateway-keeper` (this file). A change of any of them, or of a secret, is
carried out one machine after the other, and taken back where the gateway does not become ready.
"""  # noqa: INP001 - a program of its own, in no package

from __future__ import annotations

import base64
import errno
import hashlib
import http.client
import json
import os
import random
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

METADATA = "169.254.42.42"
RESOLVER = "169.254.169.254"
SECRETS = "https://api.scaleway.com/secret-manager/v1beta1/regions"
STORE = Path("/var/lib/gateway")
BRIDGE = "gateway0"
CONTAINER, PREVIOUS = "gateway", "gateway-previous"

PERIOD_S = 30
SECRETS_EVERY_S = 600
TURN_S = 300
"""What a machine leaves to each one before it, for a change."""
READY_WITHIN_S = 240


def user_data(key: str) -> str:
    """One user datum. The metadata answer ports below 1024 only, which none but root can have."""
    while True:
        port = random.randint(512, 1023)  # noqa: S311 - no secret
        connection = http.client.HTTPConnection(
            METADATA,
            timeout=10,
            source_address=("0.0.0.0", port),  # noqa: S104 - a source
        )
        try:
            connection.request("GET", f"/user_data/{key}")
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                continue
            raise
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if answer.status != http.client.OK:
            raise OSError(f"metadata answer {answer.status} for {key}")
        return text


def secret(place: dict, key: str) -> str:
    """The latest enabled revision of a secret."""
    url = f"{SECRETS}/{place['region']}/secrets/{place['id']}/versions/latest_enabled/access"
    request = urllib.request.Request(url, headers={"X-Auth-Token": key})  # noqa: S310 - https
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - https
        return base64.b64decode(json.load(answer)["data"]).decode()


def digest(settings: dict, config: str, secrets: dict) -> str:
    """Names what is to run, the same on all machines."""
    runs = {name: settings[name] for name in ("environment", "image", "memory_mib", "port")}
    text = json.dumps([runs, config, secrets], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def rules(settings: dict) -> str:
    """What may reach the container, and what it may reach, for iptables-restore."""
    port = settings["port"]
    into = [
        f"-s {source} -o {BRIDGE} -p tcp --dport {port} -j RETURN"
        for source in [settings["balancer"], *settings["peers"]]
    ]
    out = [
        f"-i {BRIDGE} -d {pool['ip']} -p tcp --dport {pool['port']} -j RETURN"
        for pool in settings["pools"]
    ]
    if settings["internet"]:
        names = [
            f"-i {BRIDGE} -d {RESOLVER} -p {kind} --dport 53 -j RETURN" for kind in ("udp", "tcp")
        ]
        web = [f"-i {BRIDGE} -p tcp --dport 443 -j RETURN"]
    else:
        names = web = []
    # Never the metadata, which hold the key to the secrets, nor anybody else of the network.
    near = [f"-i {BRIDGE} -d {range_} -j DROP" for range_ in ("169.254.0.0/16", settings["cidr"])]
    chain = [
        "-m conntrack --ctstate ESTABLISHED,RELATED -j RETURN",
        *into,
        *out,
        *names,
        *near,
        *web,
        f"-i {BRIDGE} -j DROP",
        f"-o {BRIDGE} -j DROP",
    ]
    return "\n".join(
        ["*filter", ":GATEWAY - [0:0]", *(f"-A GATEWAY {r}" for r in chain), "COMMIT", ""]
    )


def run_command(settings: dict, name: str, secrets: dict) -> list[str]:
    """What starts the container. Values come from the environment, not from the words."""
    port = settings["port"]
    return [
        *("docker", "run", "--detach", "--name", CONTAINER, "--label", f"digest={name}"),
        *("--restart", "unless-stopped", "--network", CONTAINER),
        *("--publish", f"{settings['address']}:{port}:{port}"),
        *("--read-only", "--tmpfs", "/tmp:rw,size=512m", "--cap-drop", "ALL"),  # noqa: S108 - its own
        *("--security-opt", "no-new-privileges", "--pids-limit", "4096"),
        *("--memory", f"{settings['memory_mib']}m", "--stop-timeout", str(settings["drain_s"])),
        *("--log-driver", "journald", "--log-opt", "tag=gateway"),
        *("--volume", f"{STORE / name}.yaml:/etc/litellm/config.yaml:ro"),
        *(
            word
            for env in sorted({**settings["environment"], **secrets})
            for word in ("--env", env)
        ),
        *(settings["image"], "--config", "/etc/litellm/config.yaml", "--port", str(port)),
    ]


def may_change(waited_s: float, position: int, peers: list[bool], *, itself: bool) -> bool:
    """Whether a running container may be replaced: in its turn, and while another one is ready.

    One that isn't ready itself has nothing to lose.
    """
    return waited_s >= position * TURN_S and (any(peers) or not peers or not itself)


def ready(address: str, port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{address}:{port}/health/readiness", timeout=5) as it:
            return it.status == http.client.OK
    except OSError:
        return False


def wait_until_ready(address: str, port: int) -> None:
    until = time.monotonic() + READY_WITHIN_S
    while not ready(address, port):
        if time.monotonic() > until:
            raise OSError("not ready in time")
        time.sleep(5)


def say(text: str) -> None:
    """Into the journal, by systemd."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def call(*words: str, text: str | None = None, env: dict | None = None) -> str:
    done = subprocess.run(  # noqa: S603 - words of this file and of Terraform
        words, input=text, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise OSError(f"{' '.join(words[:2])}: {done.stderr.strip()[-500:]}")
    return done.stdout


def works(*words: str) -> bool:
    done = subprocess.run(words, capture_output=True, check=False)  # noqa: S603 - the same
    return done.returncode == 0


def running() -> str | None:
    """What the container runs, by its digest; None where none runs."""
    form = '{{.State.Running}} {{index .Config.Labels "digest"}}'
    try:
        state, name = call("docker", "inspect", "--format", form, CONTAINER).split()
    except (OSError, ValueError):
        return None
    return name if state == "true" else None


class Keeper:
    """What one run of this program remembers."""

    def __init__(self) -> None:
        self.source = Path(__file__).read_text(encoding="utf-8")
        self.secrets: dict = {}
        self.read_for: object = None
        self.read_at = 0.0
        self.seen: dict = {}
        self.failed: str | None = None

    def turn(self) -> None:
        if user_data("gateway-keeper") != self.source:
            # systemd starts the new one
            sys.exit(0)
        settings, config = json.loads(user_data("gateway-settings")), user_data("gateway-config")
        self.read_secrets(settings)
        prepare(settings)
        name = digest(settings, config, self.secrets)
        now = running()
        if now == name:
            return
        if now is not None:
            waited = time.monotonic() - self.seen.setdefault(name, time.monotonic())
            itself = ready(settings["address"], settings["port"])
            peers = [ready(peer, settings["port"]) for peer in settings["peers"]]
            if name == self.failed or not may_change(
                waited, settings["position"], peers, itself=itself
            ):
                return
        self.replace(settings, config, name)

    def read_secrets(self, settings: dict) -> None:
        if not settings["secrets"]:
            self.secrets = {}
            return
        key = user_data("gateway-reader")
        wanted = (key, settings["secrets"])
        fresh = time.monotonic() - self.read_at < SECRETS_EVERY_S
        if wanted == self.read_for and fresh:
            return
        self.secrets = {env: secret(place, key) for env, place in settings["secrets"].items()}
        self.read_for, self.read_at = wanted, time.monotonic()

    def replace(self, settings: dict, config: str, name: str) -> None:
        say(f"changing to {name[:12]}")
        call("docker", "pull", "--quiet", settings["image"])
        file = STORE / f"{name}.yaml"
        file.write_text(config, encoding="utf-8")
        file.chmod(0o444)
        had_one = works("docker", "inspect", CONTAINER)
        if had_one:
            works("docker", "rm", "--force", PREVIOUS)
            call("docker", "stop", CONTAINER)
            call("docker", "rename", CONTAINER, PREVIOUS)
        try:
            values = {**settings["environment"], **self.secrets, "PATH": os.environ["PATH"]}
            call(*run_command(settings, name, self.secrets), env=values)
            wait_until_ready(settings["address"], settings["port"])
        except OSError:
            works("docker", "rm", "--force", CONTAINER)
            if had_one:
                # The one before is better than none; this one is not tried again as it is.
                self.failed = name
                call("docker", "rename", PREVIOUS, CONTAINER)
                call("docker", "start", CONTAINER)
            raise
        say(f"ready with {name[:12]}")
        works("docker", "rm", "--force", PREVIOUS)
        works("docker", "image", "prune", "--all", "--force", "--filter", "until=168h")
        for other in STORE.glob("*.yaml"):
            if other != file:
                other.unlink()


def prepare(settings: dict) -> None:
    """Docker, the container's network, and its firewall, before any container runs."""
    STORE.mkdir(mode=0o700, exist_ok=True)
    if shutil.which("docker") is None:
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        call("apt-get", "update", env=env)
        call("apt-get", "install", "--yes", "--no-install-recommends", "docker.io", env=env)
    if not works("docker", "network", "inspect", CONTAINER):
        call(
            *("docker", "network", "create", "--subnet", "100.127.0.0/28"),
            *("--opt", f"com.docker.network.bridge.name={BRIDGE}", CONTAINER),
        )
    call("iptables-restore", "--noflush", text=rules(settings))
    if not works("iptables", "-C", "DOCKER-USER", "-j", "GATEWAY"):
        call("iptables", "-I", "DOCKER-USER", "-j", "GATEWAY")


def main() -> None:
    keeper = Keeper()
    while True:
        try:
            keeper.turn()
        except Exception as error:  # noqa: BLE001 - whatever it is, the next turn may go well
            say(f"{type(error).__name__}: {error}")
        time.sleep(PERIOD_S)


if __name__ == "__main__":
    main()
