"""The demo in headless Chromium, driven over the W3C WebDriver protocol with nothing but the standard library.

What must hold, on a wide screen and at the width of a phone: a young person asks in French, a moderator takes the
question, reads it, answers and sends; the answer appears on the young person's phone, once, and on no other phone. Then
somebody asks for a place, types the code that the coordinator's phone shows, and stands there as present; the only place of
another encounter is given back and offered to whoever waits.

Usage: ask_and_answer.py PROGRAM FOLDER_FOR_SCREENSHOTS
"""

import base64
import contextlib
import json
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

PATIENCE_S = 30
SIZES = [("wide", 1440, 900), ("phone", 390, 844)]
QUESTION = "Est-ce que la police peut me fouiller dans la rue sans raison ?"
ANSWER = "Pas sans raison. Demande calmement pourquoi, et retiens l'heure et l'endroit."
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# The buttons of one phone whose label begins like this, the newest last.
BUTTON = """
const phone = [...document.querySelectorAll('.phone')].find((it) => it.getAttribute('aria-label') === arguments[0]);
const all = [...phone.querySelectorAll('.keys button')].filter((it) => it.textContent.startsWith(arguments[1]));
return all.length ? all[all.length - 1] : null;
"""
# What the bubbles of one phone say, from the oldest on; `arguments[1]` tells whose: the phone's own, or the bot's.
BUBBLES = """
const phone = [...document.querySelectorAll('.phone')].find((it) => it.getAttribute('aria-label') === arguments[0]);
if (!phone) return [];
const own = arguments[1];
return [...phone.querySelectorAll('.message')].filter((it) => it.classList.contains('ours') === own)
  .map((it) => it.querySelector('.bubble').textContent);
"""
PHONES = "return [...document.querySelectorAll('.phone')].map((it) => it.getAttribute('aria-label'));"
TAB = """
return [...document.querySelectorAll('#switch button')]
  .find((it) => it.firstElementChild.textContent === arguments[0] && it.offsetParent) || null;
"""
INSIDE = """
const phone = [...document.querySelectorAll('.phone')].find((it) => it.getAttribute('aria-label') === arguments[0]);
const node = phone && phone.querySelector(arguments[1]);
return node && node.offsetParent ? node : null;
"""
# Does the page fit its width, and does it show anything that failed?
WIDTH = "return [document.documentElement.scrollWidth, window.innerWidth, !document.getElementById('offline').hidden];"


class Failed(Exception):
    """Something that people would see is not as promised."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(what, look):
    """The first true answer of `look`; fails after a while, naming what was waited for."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise Failed(f"waited {PATIENCE_S} s in vain for {what}")


@contextlib.contextmanager
def running(command, **more):
    process = subprocess.Popen(command, **more)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Browser:
    """One session of chromedriver."""

    def __init__(self, port, profile, width, height):
        self.base = f"http://127.0.0.1:{port}"
        until("chromedriver", lambda: self.is_ready())
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            # A message that fades in would be half there on a screenshot.
            "--force-prefers-reduced-motion",
            f"--user-data-dir={profile}",
            f"--window-size={width},{height}",
        ]
        wanted = {"browserName": "chrome", "goog:chromeOptions": {"args": flags}}
        if width < 500:
            # A window is never narrower than 500: a phone's width needs the phone's own measures.
            metrics = {"width": width, "height": height, "pixelRatio": 1.0, "touch": True}
            wanted["goog:chromeOptions"]["mobileEmulation"] = {"deviceMetrics": metrics}
        told = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.session = f"/session/{told['sessionId']}"

    def is_ready(self):
        try:
            return self.call("GET", "/status")["ready"]
        except (OSError, Failed):
            return False

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"content-type": "application/json"}, method=method)
        # No proxy of the surroundings stands between this machine and itself.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            told = json.load(error)["value"]
            raise Failed(f"{told['error']}: {told['message'].splitlines()[0]}") from error

    def run(self, script, *arguments):
        return self.call("POST", self.session + "/execute/sync", {"script": script, "args": list(arguments)})

    def click(self, what, script, *arguments):
        """Clicks what the script finds. A page that was just drawn anew is looked at again."""

        def tried():
            node = self.run(script, *arguments)
            if not node:
                return False
            try:
                self.call("POST", f"{self.session}/element/{node[ELEMENT]}/click", {})
            except Failed as error:
                if str(error).startswith(("stale element", "element click intercepted", "element not interactable")):
                    return False
                raise
            return True

        until(what, tried)

    def type(self, node, text):
        self.call("POST", f"{self.session}/element/{node[ELEMENT]}/value", {"text": text})

    def screenshot(self, file):
        file.write_bytes(base64.b64decode(self.call("GET", self.session + "/screenshot")))


class Page:
    """The phones, as somebody in front of the screen uses them."""

    def __init__(self, browser, url, is_narrow):
        self.browser = browser
        self.is_narrow = is_narrow
        browser.call("POST", browser.session + "/url", {"url": url})

    def show(self, name):
        until(f"the phone of {name}", lambda: name in self.browser.run(PHONES))
        if self.is_narrow:
            self.browser.click(f"the tab of {name}", TAB, name)

    def start(self, name):
        self.browser.click(f"START on the phone of {name}", INSIDE, name, ".start")

    def type_and_send(self, name, text):
        node = until(f"the input of {name}", lambda: self.browser.run(INSIDE, name, "textarea"))
        self.browser.type(node, text)
        self.browser.click(f"the send button of {name}", INSIDE, name, ".send")

    def say(self, name, text):
        self.type_and_send(name, text)
        until(f"the own words on the phone of {name}", lambda: any(text in it for it in self.said(name)))

    def press(self, name, label):
        self.browser.click(f"a button {label!r} on the phone of {name}", BUTTON, name, label)

    def said(self, name):
        return self.browser.run(BUBBLES, name, True)

    def read(self, name):
        return self.browser.run(BUBBLES, name, False)

    def sees(self, name, words):
        until(f"{words!r} on the phone of {name}", lambda: any(words in it for it in self.read(name)))


def take(page, moderator):
    """Takes questions, oldest first, until the one of this test is on the desk. The demo's samples wait before it."""
    for _ in range(5):
        count = len(page.read(moderator))
        page.say(moderator, "/file")
        # The demo opens on an older desk, whose button must not be taken for this one's.
        until("the desk", lambda: len(page.read(moderator)) > count)
        before = page.read(moderator)
        page.press(moderator, "🙋")
        until("the next question on the desk", lambda: page.read(moderator) != before)
        until("a card on the desk", lambda: any("🔒" in it for it in page.read(moderator)[-1:]))
        if any(QUESTION in it for it in page.read(moderator)):
            return
    raise Failed("the question never came to the desk")


def ask_and_answer(page, shot):
    page.show("Yanis")
    page.start("Yanis")
    page.press("Yanis", "🌐 Français")
    page.sees("Yanis", "Écris simplement ta question")
    page.say("Yanis", QUESTION)
    page.sees("Yanis", "Pas encore envoyé")
    shot("review")
    page.press("Yanis", "✅")
    page.sees("Yanis", "On a ta question")
    shot("receipt")

    page.show("Noor")
    if any(QUESTION in it for name in page.browser.run(PHONES) if name != "Yanis" for it in page.read(name)):
        raise Failed("a question was shown before somebody took it")
    take(page, "Noor")
    shot("card")
    page.press("Noor", "✍️")
    page.sees("Noor", "Écris ta réponse")
    # The desk takes in what was typed and deletes it: only the preview is left to see.
    page.type_and_send("Noor", ANSWER)
    page.sees("Noor", ANSWER)
    if any(ANSWER in it for it in page.read("Yanis")):
        raise Failed("an answer went out before it was sent")
    shot("preview")
    page.press("Noor", "✅")

    page.show("Yanis")
    page.sees("Yanis", ANSWER)
    page.sees("Yanis", "Réponse à la question")
    shot("answer")
    if sum(ANSWER in it for it in page.read("Yanis")) != 1:
        raise Failed("the answer stands more than once on the young person's phone")
    for name in page.browser.run(PHONES):
        if name in ("Yanis", "Noor"):
            continue
        if any(QUESTION in it or ANSWER in it for it in page.read(name)):
            raise Failed(f"the phone of {name} shows what is none of its business")


def join(page, name, labels):
    page.say(name, "/agenda")
    for label in labels:
        before = page.read(name)
        page.press(name, label)
        until(f"what comes of {label!r}", lambda: page.read(name) != before)


def check_in(page, shot):
    page.show("Lina")
    page.start("Lina")
    page.press("Lina", "🌐 Nederlands")
    page.sees("Lina", "Typ gewoon je vraag")
    join(page, "Lina", ["👀 Nummer 1", "🙋 Ik wil komen", "✅ Oké", "✅ Die is goed"])
    page.sees("Lina", "Je plaats is zeker")
    shot("place")

    page.show("Karim")
    page.say("Karim", "/aanwezig")
    page.sees("Karim", "Vandaag bij jullie project")
    page.press("Karim", "👀 Nummer 1")
    page.sees("Karim", "van de 3 met een plaats")
    page.press("Karim", "🔢")
    page.sees("Karim", "Toon dit in de zaal")
    code = next(it for it in (re.search(r"🔢 (\d{4})", text) for text in page.read("Karim")) if it)[1]
    shot("code")

    page.show("Lina")
    page.say("Lina", code)
    page.sees("Lina", "Je bent er")
    shot("here")
    page.show("Karim")
    page.press("Karim", "👥 Namen")
    page.sees("Karim", "1 van 3")
    shot("names")


def line_moves(page, shot):
    page.show("Lina")
    join(page, "Lina", ["👀 Nummer 2", "🙋 Ik wil komen", "✅ Oké", "✅ Die is goed"])
    page.show("Yanis")
    join(page, "Yanis", ["👀 Numéro 2", "🙋 Je veux venir", "✅ OK", "✅ Ça me va"])
    page.sees("Yanis", "sur la liste d'attente, numéro 1")
    shot("waiting")
    page.show("Lina")
    page.press("Lina", "🙅")
    page.sees("Lina", "je komt niet")
    page.show("Yanis")
    page.sees("Yanis", "Il y a une place pour toi")
    shot("offered")
    page.press("Yanis", "🙋")
    page.sees("Yanis", "Ta place est réservée")


def one_size(program, folder, name, width, height):
    port = free_port()
    driver = free_port()
    listen = f"127.0.0.1:{port}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # chromedriver looks for "chrome" first; Debian's chromium is found by its own patch.
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        running([program, "demo", "--listen", listen], stdout=subprocess.PIPE) as demo,
        running(["chromedriver", f"--port={driver}"], **quiet),
    ):
        if b"http" not in demo.stdout.readline():
            raise Failed("the demo did not start")
        browser = Browser(driver, profile, width, height)
        page = Page(browser, f"http://{listen}/", width < 720)

        def shot(what):
            browser.screenshot(folder / f"{name}-{what}.png")
            needed, there, is_offline = browser.run(WIDTH)
            if needed > there:
                raise Failed(f"the page needs {needed} pixels and has {there}: it scrolls sideways")
            if is_offline:
                raise Failed("the page says that the demo does not answer")

        try:
            ask_and_answer(page, shot)
            check_in(page, shot)
            line_moves(page, shot)
        except Failed:
            browser.screenshot(folder / f"{name}-failed.png")
            raise
        finally:
            browser.call("DELETE", browser.session)


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for name, width, height in SIZES:
        start = time.monotonic()
        try:
            one_size(program, folder, name, width, height)
        except Failed as failure:
            sys.exit(f"browser, {name} ({width}x{height}): {failure}; see {folder}")
        print(f"browser, {name} ({width}x{height}): asked, answered and checked in within {time.monotonic() - start:.1f} s")


main()
