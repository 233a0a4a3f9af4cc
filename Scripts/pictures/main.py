"""Takes pictures of every page of the dashboard. See Scripts/screenshots, which runs it."""
import argparse
import pathlib
import sys
import tempfile
import time

import goods
import png
from browser import Browser
from service import ROOT, Service

# Those that README.md shows: how much of the page, in pixels of CSS.
README = {"products-light-desktop": 880, "products-dark-desktop": 880, "product-light-desktop": 1040,
          "product-dark-desktop": 1040, "new-product-light-desktop": 940, "product-light-phone": 844}
ANN = "ann@example.org"
BEN = "ben@example.org"


class Session:
    """The way through the pages in one look."""

    def __init__(self, service, browser, look, options):
        self.service, self.browser, self.look, self.options = service, browser, look, options
        self.complaints = []

    def open(self, path):
        self.browser.open(path if path.startswith("http") else self.service.origin + path)

    def take(self, name, path=None):
        """Takes a picture of the page of a path, or of the one that is there."""
        if path:
            self.open(path)
        self.complaints += [f"{name}-{self.look}: {line}" for line in self.browser.complaints()]
        name = f"{name}-{self.look}"
        if self.options.only and self.options.only not in name:
            return
        write(self.options.out / f"{name}.png", self.browser.picture())
        if self.options.readme and name in README:
            write(ROOT / "Docs/screenshots" / f"{name}.png", png.smaller(self.browser.picture(README[name])))

    def patiently(self, do):
        """Does what the service counts, and again where it came too often: a minute has room for ten."""
        do()
        while self.browser.run("return document.querySelector('h1')?.textContent") == "Too many requests":
            time.sleep(6)
            do()

    def sign_in(self, person):
        def follow():
            self.open(link)
            self.browser.click("main form button.primary")

        self.browser.forget()
        link = self.service.sign_in_link(person)
        self.patiently(follow)

    def strangers(self):
        self.browser.forget()
        for name, path in [("home", "/"), ("sign-in", "/sign-in"), ("sign-in-sent", "/sign-in/sent"),
                           ("sign-up-sent", "/sign-up/sent"), ("code", "/sign-in/code"), ("websites", "/websites"),
                           ("not-found", "/nothing"), ("dead-link", "/s/nothing")]:
            self.take(name, path)
        self.take("sign-in-link", self.service.sign_in_link("1"))
        self.patiently(self.sign_up_wrongly)
        self.take("home-fault")

    def sign_up_wrongly(self):
        self.open("/")
        # As a browser sends it that does not look at addresses itself.
        self.browser.run("document.querySelector('form[action=\"/sign-up\"]').noValidate = true")
        self.browser.type("ann.example.org", "#email")
        self.browser.click("form[action='/sign-up'] button")

    def products(self):
        self.sign_in("1")
        self.take("products", "/products")
        self.take("products-searched", "/products?q=kitchen&sort=name")
        self.take("products-none-found", "/products?q=nothing+of+the+kind")
        self.open("/products")
        for row in (2, 5):
            self.browser.click(f"tbody tr:nth-of-type({row}) input[type='checkbox']")
        self.take("products-selected")
        self.take("products-delete", "/products/delete?id=3&id=8")
        self.take("product", "/products/11?range=90d")
        self.take("product-all", "/products/9?range=all")
        self.take("product-sold-out", "/products/1")
        self.open("/products/12?range=90d")
        self.browser.click("#rule summary")
        self.browser.click("button[value='preview']")
        self.browser.element(".preview-in")
        self.take("product-rule")
        self.take("alerts", "/alerts")

    def adding(self):
        self.take("new-product-blank", "/products/new")
        for name, page, wait in [("new-product", 6, "#found-title"), ("new-product-choice", 5, ".candidate"),
                                 ("new-product-trouble", 4, ".trouble")]:
            self.open("/products/new")
            self.browser.type(f"{self.service.shop}/p/{page}", "#url")
            self.browser.click(".url-form button")
            self.browser.element(wait)
            if name == "new-product":
                self.browser.click("input[name='rule'][value='below']")
                self.browser.type("40", "#rule-below")
                self.browser.click("button[value='preview']")
                self.browser.element(".preview-in")
            self.take(name)

    def settings(self):
        self.sign_in("2")
        self.take("products-first", "/products")
        self.take("alerts-none", "/alerts")
        self.take("settings", "/settings")
        self.browser.type("Laptop script", "#token-label")
        self.browser.click(".token-form button")
        self.browser.element("#new-token")
        self.take("settings-token")
        self.take("erase", "/settings/erase")

    def admin(self):
        self.sign_in("1")
        for name, path in [("admin", "/admin"), ("admin-prices", "/admin/prices"), ("admin-people", "/admin/people")]:
            self.take(name, path)


def write(file, data):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def prepare(service):
    """A store with a past, people, and a page that cannot be read."""
    service.salesctl("import", text=goods.text(int(time.time() * 1000)))
    for number, (person, name, family) in enumerate([(ANN, "Ann", "Quill"), (BEN, "Ben", "Marsh")], 2):
        service.salesctl("users", "add", "--email", person, "--first-name", name, "--last-name", family,
                         environment={"SALES_NOTIFY_ENABLED": "false"})
        service.salesctl("users", "verify", str(number), "--yes-i-know")
    service.salesctl("users", "grant-admin", "1")
    service.control("products/6", {"price": "49.99"})
    service.control("products/5/fault", {"kind": "two_prices"})
    service.control("products/4/fault", {"kind": "captcha"})
    service.serve()


def trouble(service):
    """A product that cannot be read any more, and one that fell: after the pictures that README.md shows."""
    for page in (2, 3):
        service.salesctl("track", f"{service.shop}/p/{page}", "--any-drop")
    service.control("products/2/fault", {"kind": "status", "status": 503})
    service.salesctl("check", *[str(len(goods.GOODS) + number) for number in (1, 2)], codes=range(128))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--only")
    options = parser.parse_args()
    complaints = []
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder, \
            Service(options.bin, pathlib.Path(folder)) as service:
        prepare(service)
        for look in Browser.LOOKS:
            with Browser(look) as browser:
                session = Session(service, browser, look, options)
                for part in (session.strangers, session.products, session.adding, session.settings):
                    part()
                complaints += session.complaints
        trouble(service)
        for look in Browser.LOOKS:
            with Browser(look) as browser:
                session = Session(service, browser, look, options)
                session.admin()
                session.take("products-not-read", "/products?state=failing")
                complaints += session.complaints
    count = len(list(options.out.glob("*.png")))
    print(f"screenshots: {count} in {options.out}")
    for line in complaints:
        print(f"screenshots: the browser complains: {line}", file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
