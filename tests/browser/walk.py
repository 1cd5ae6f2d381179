"""A reader who visits pages and keeps a list of what is wrong there."""

import gzip
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

MAXIMUM_WEIGHT = 80_000
PHONE, DESK = 360, 1280
HEIGHT = 900
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A scheme changes colours, and nothing else.
COLOURS = ["color-contrast", "link-in-text-block"]
NOT_LOADED = "Failed to load resource"
AXE = """async (runOnly) => {
  const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] })
  return violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target} ${node.html.slice(0, 150)}
      ${node.any.map((check) => check.message).join(' ')}`))
}"""
OVERFLOW = """() => {
  const page = document.documentElement
  if (page.scrollWidth <= page.clientWidth) return []
  const wide = [...document.body.querySelectorAll('*')].filter((element) => {
    const box = element.getBoundingClientRect()
    if (box.right <= page.clientWidth + 1 || !box.width) return false
    for (let at = element.parentElement; at; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== 'visible') return false
    }
    return true
  })
  const path = (element) => element === document.body ? '' : path(element.parentElement) +
    ` ${element.localName}${element.className.trim ? '.' + element.className : ''}`
  return [`${page.scrollWidth} px wide`].concat(wide.slice(-1).map(path))
}"""
ICONS = "() => [...document.querySelectorAll('link[rel~=icon]')].map((row) => row.href)"
OPEN_ALL = "() => document.querySelectorAll('details').forEach((row) => { row.open = true })"
LARGE_TEXT = "() => { document.documentElement.style.fontSize = '200%' }"
FOCUS = (Path(__file__).parent / "focus.js").read_text()


class Walk:
    """One tab, that goes from page to page; `complaints` are of the page it is on."""

    def __init__(self, browser, site):
        self.site = site
        self.address = ""
        self.fetched, self.sizes = [], {}
        self.complaints = []
        self.context = browser.new_context(base_url=site)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("console", self.hear)
        self.page.on("response", lambda answer: self.fetched.append(answer.url))
        self.page.on("request", self.watch)
        self.page.on("requestfailed", lambda sent: self.complaints.append(f"failed: {sent.url}"))

    def close(self):
        self.context.close()

    def hear(self, said):
        # The browser says of a page that should answer 404 that it did.
        is_status = said.location["url"] == self.address and said.text.startswith(NOT_LOADED)
        if said.type in ("error", "warning") and not is_status:
            self.complaints.append(f"console: {said.text} {said.location['url']}")

    def watch(self, request):
        if not request.url.startswith((self.site + "/", "data:")):
            self.complaints.append(f"another host: {request.url}")

    def visit(self, address):
        self.complaints.clear()
        self.fetched.clear()
        self.address = self.site + address
        self.show(DESK)
        self.page.goto(address)

    def show(self, width, scheme="light"):
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.shown = f"{width} {scheme}"

    def ask(self, script, argument=None):
        """Run a script that answers with a list of complaints."""
        found = self.page.evaluate(script, argument)
        self.complaints += [f"{self.shown}: {line}" for line in found]

    def check_room(self):
        self.ask(OVERFLOW)

    def check_weight(self):
        weight = sum(map(self.compressed, {*self.fetched, *self.page.evaluate(ICONS)}))
        if weight > MAXIMUM_WEIGHT:
            self.complaints.append(f"weighs {weight} bytes, compressed")

    def compressed(self, address):
        """The bytes of a file, as a server that compresses would send them."""
        if address.startswith("data:"):
            return 0
        if address not in self.sizes:
            body = self.context.request.get(address).body()
            self.sizes[address] = min(len(body), len(gzip.compress(body)))
        return self.sizes[address]

    def check_focus(self):
        self.page.keyboard.press("Tab")
        self.ask(FOCUS)

    def check_access(self, rules):
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        self.ask(AXE, rules)

    def open_all(self):
        self.page.evaluate(OPEN_ALL)

    def enlarge_text(self):
        self.page.evaluate(LARGE_TEXT)
        self.shown += ", text at 200 %"
