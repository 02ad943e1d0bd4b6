"""The server of ``serve`` by itself: what is asked of it, by whom, how slowly and how often."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import unexpected
from generator.serving import answering, listening, watching
from generator.serving.announcing import LISTENERS, State
from generator.serving.answering import OWN, name_in
from generator.serving.listening import Server

SECRET = b"nobody may read this"
PAGE = b"<!doctype html><html><head><title>a</title></head><body>home</body></html>"
BARE = b'<head><meta http-equiv="Content-Security-Policy" content="default-src \'none\'"></head>'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("answering")
    site = folder / "site"
    (site / "dover/empty").mkdir(parents=True)
    (folder / "secret.txt").write_bytes(SECRET)
    (site / "index.html").write_bytes(PAGE)
    (site / "dover/index.html").write_bytes(PAGE)
    (site / "404.html").write_bytes(PAGE.replace(b"home", b"none"))
    (site / "embed.html").write_bytes(BARE)
    for name in ("a.svg", "a.csv", "a.json", "feed.atom", "a.js", "a.css", "a.bin", "ü ß.txt"):
        (site / name).write_bytes(b"text")
    (site / "out").symlink_to(folder)
    (site / "out.txt").symlink_to(folder / "secret.txt")
    (site / "round").symlink_to(site / "round")
    running = Server("127.0.0.1", 0, site, lambda text: None)
    running.start()
    yield running
    running.stop()


def ask(server: Server, request: bytes, seconds: float = 5) -> bytes:
    """All that comes back for these bytes."""
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=seconds) as to:
        answer = b""
        try:
            to.sendall(request)
            to.shutdown(socket.SHUT_WR)
            while more := to.recv(65536):
                answer += more
        except ConnectionError:
            return answer
        return answer


def get(server: Server, path: str, host: str = "localhost", method: str = "GET") -> bytes:
    """What comes back for an address."""
    return ask(server, f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())


def status(answer: bytes) -> int:
    """The number that an answer begins with."""
    found = re.match(rb"HTTP/1\.[01] (\d{3}) ", answer)
    return int(found[1]) if found else 0


ADDRESSES = [
    ("/", 200), ("/dover/", 200), ("/dover", 301), ("/dover/?a=b#c", 200), ("/a.csv?x", 200),
    ("/%C3%BC%20%C3%9F.txt", 200), ("/index.html", 200), ("/index.html/", 404),
    ("/dover/empty/", 404), ("/nothing", 404), ("/out/secret.txt", 404), ("/out.txt", 404),
    ("/round", 404), ("/../secret.txt", 404), ("/dover/../../secret.txt", 404),
    ("/%2e%2e/secret.txt", 404), ("/..%2fsecret.txt", 404), ("/..%5csecret.txt", 404),
    ("/%00", 404), ("/C:/secret.txt", 404), ("//dover/", 200), ("/%ff", 404), ("/.", 404),
    ("http://localhost/", 400), ("*", 400), ("dover", 400), (f"/{'a' * 5000}", 400),
    (f"/{'a' * 300}", 404), (f"{OWN}serve.js", 200), (f"{OWN}serve.css", 200),
    (f"{OWN}serve.html", 404), (f"{OWN}../answering.py", 404), (OWN, 404),
]  # fmt: skip


@pytest.mark.parametrize(("path", "wanted"), ADDRESSES)
def test_addresses(server: Server, path: str, wanted: int) -> None:
    answer = get(server, path)
    assert status(answer) == wanted
    assert SECRET not in answer
    assert b"no-store" in answer
    if wanted == 301:
        assert b"\r\nLocation: /dover/\r\n" in answer


HOSTS = [
    ("localhost", 200), ("LOCALHOST:8000", 200), ("127.0.0.1", 200), ("[::1]:80", 200),
    ("localhost.", 200), ("evil.example", 403), ("127.0.0.1.evil.example", 403), ("", 403),
    ("localhost@evil.example", 403), ("8.8.8.8", 403), ("localhost:8000:1", 403), ("[", 403),
]  # fmt: skip


@pytest.mark.parametrize(("host", "wanted"), HOSTS)
def test_only_names_of_this_machine(server: Server, host: str, wanted: int) -> None:
    for path in ("/", f"{OWN}serve.js"):
        assert status(get(server, path, host)) == wanted


def test_requests_without_a_name_or_with_two(server: Server) -> None:
    assert status(ask(server, b"GET / HTTP/1.1\r\n\r\n")) == 400
    assert status(ask(server, b"GET / HTTP/1.0\r\n\r\n")) == 200
    twice = b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"
    assert status(ask(server, twice)) == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_nothing_but_reading(server: Server, method: str) -> None:
    answer = get(server, "/", method=method)
    assert status(answer) == 405
    assert b"Allow: GET, HEAD\r\n" in answer


def test_the_head_of_a_page_is_that_of_the_page(server: Server) -> None:
    whole, head = get(server, "/"), get(server, "/", method="HEAD")
    drop = re.compile(rb"Date: [^\r]*")
    assert drop.sub(b"", whole).startswith(drop.sub(b"", head))
    assert head.endswith(b"\r\n\r\n")


def test_kinds_do_not_depend_on_the_machine(server: Server) -> None:
    wanted = {
        "a.svg": "image/svg+xml; charset=utf-8",
        "a.csv": "text/csv; charset=utf-8",
        "a.json": "application/json; charset=utf-8",
        "feed.atom": "application/atom+xml; charset=utf-8",
        "a.js": "text/javascript; charset=utf-8",
        "a.bin": "application/octet-stream",
        "": "text/html; charset=utf-8",
    }
    for name, kind in wanted.items():
        assert f"\r\nContent-Type: {kind}\r\n".encode() in get(server, f"/{name}")


def test_a_script_only_where_a_page_allows_one(server: Server) -> None:
    assert b"/__serve/serve.js" in get(server, "/")
    assert b"/__serve/serve.js" in get(server, "/nothing")
    assert get(server, "/embed.html").endswith(BARE)


@settings(max_examples=150)
@given(
    st.binary(max_size=80)
    | st.binary(max_size=40).map(lambda b: b"GET /" + b + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
    | st.binary(max_size=40).map(lambda b: b"GET / HTTP/1.1\r\nHost: " + b + b"\r\n\r\n")
    | st.text(alphabet="./%2eE5cCfF\\:~0", max_size=30).map(
        lambda t: f"GET /{t}secret.txt HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    )
)
def test_whatever_is_asked_it_answers_or_ends_and_lives(server: Server, asked: bytes) -> None:
    answer = ask(server, asked)
    assert SECRET not in answer
    assert b"Traceback" not in answer
    assert not answer or status(answer) in (200, 301, 400, 403, 404, 405, 408, 414, 431, 505)


def test_many_that_listen_take_no_threads_and_hear_all(server: Server) -> None:
    ask_for = f"GET {OWN}events HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    with ExitStack() as open_sockets:
        listeners = []
        for _ in range(LISTENERS + 20):
            to = socket.create_connection(("127.0.0.1", server.server_port), timeout=5)
            listeners.append(open_sockets.enter_context(to))
            to.sendall(ask_for)
            while b"data: " not in to.recv(4096):
                pass
        assert len(server.announcer.listeners) == LISTENERS
        assert threading.active_count() < 30
        assert status(get(server, "/")) == 200
        server.announcer.say(State("1", ('a "<b>" problem',)))
        assert b'a \\"<b>\\" problem' in listeners[-1].recv(4096)
        assert listeners[0].recv(4096) == b""
    server.announcer.say(State())


def drip(to: socket.socket) -> None:
    """Say one letter after the other, for as long as somebody listens."""
    for _ in range(200):
        to.sendall(b"G")
        time.sleep(0.1)


def test_whoever_says_nothing_is_let_go(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering.Handler, "timeout", 0.3)
    monkeypatch.setattr(listening, "ASKING", 0.8)
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as idle:
        assert idle.recv(10) == b""
    # One letter after the other is no better.
    slow = socket.create_connection(("127.0.0.1", server.server_port), timeout=10)
    with slow, pytest.raises(ConnectionError):
        drip(slow)
    assert status(get(server, "/")) == 200


def test_names_of_every_machine_that_it_listens_to(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(PAGE)
    running = Server("0.0.0.0", 0, tmp_path, lambda text: None)
    running.start()
    assert running.is_open_to_others
    assert status(get(running, "/", socket.gethostname())) == 200
    assert status(get(running, "/", "evil.example")) == 403
    running.stop()


def test_while_there_is_no_site_every_address_says_why(tmp_path: Path) -> None:
    running = Server("127.0.0.1", 0, tmp_path / "none", lambda text: None)
    running.start()
    many = tuple(f"file{n}.csv: wrong & <b>{'x' * 999}" for n in range(50))
    running.announcer.say(State("", many, "Drawing <charts>"))
    answer = get(running, "/dover/")
    running.stop()
    assert status(answer) == 503
    assert b"wrong &amp; &lt;b&gt;" in answer
    assert b"Drawing &lt;charts&gt;" in answer
    assert b"And 30 more" in answer


def test_a_name_in_a_host_header() -> None:
    assert name_in("example.org:99999") == "example.org"
    assert name_in("a\r\nb") is None


def test_ports_that_the_system_keeps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(self: Server) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Server, "server_bind", refuse)
    with pytest.raises(unexpected.HinderedError) as told:
        Server("127.0.0.1", 80, tmp_path, lambda text: None)
    assert str(told.value) == (
        "--port 80: the system keeps this port for itself. Choose one of 1024 or more, as in "
        "--port 8000."
    )


def test_where_the_system_watches_no_more_folders_they_are_looked_at(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Full:
        def schedule(self, *args: object, **more: object) -> None:
            raise OSError(28, "inotify watch limit reached")

        def stop(self) -> None:
            """Nothing was started."""

    (tmp_path / "data").mkdir()
    said: list[str] = []
    monkeypatch.setattr(watching, "Observer", Full)
    monkeypatch.setattr(watching, "LOOK_AGAIN", 60)
    with watching.Watch(tmp_path, said.append) as watch:
        assert said == [
            "This system watches no more folders, so they are looked at every second instead."
        ]
        (tmp_path / "data/a.csv").write_text("a", encoding="utf-8")
        changed = watch.change(lambda: True)
    assert changed == {str(tmp_path / "data/a.csv")}
