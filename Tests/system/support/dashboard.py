"""The dashboard as a browser without JavaScript uses it: pages, forms, cookies."""

import http.cookies
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

from support.wire import Answer, Connection

TOKEN = re.compile(r"lk_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}")


@dataclass
class Control:
    name: str
    kind: str
    value: str
    on: bool = True


@dataclass
class Form:
    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    def values(self) -> list[tuple[str, str]]:
        return [(control.name, control.value) for control in self.controls if control.on and control.kind not in ("submit", "button")]

    def names(self) -> set[str]:
        return {control.name for control in self.controls}

    def fill(self, name: str, value: str) -> None:
        """Types text, or chooses one of several."""
        found = [control for control in self.controls if control.name == name]
        assert found, f"the form {self.action} has no field '{name}', only {sorted(self.names())}"
        if found[0].kind in ("radio", "option"):
            assert any(control.value == value for control in found), f"'{value}' is not offered for '{name}'"
            for control in found:
                control.on = control.value == value
        else:
            found[0].value = value

    def check(self, name: str, values: list[str]) -> None:
        """Ticks these boxes and unticks the others of the same name."""
        boxes = [control for control in self.controls if control.name == name and control.kind == "checkbox"]
        offered = {control.value for control in boxes}
        assert set(values) <= offered, f"'{name}' offers {sorted(offered)}, not {values}"
        for control in boxes:
            control.on = control.value in values

    def fill_only_text(self, value: str) -> None:
        """Types into the one text field there is, as in "type the name to confirm"."""
        texts = [control for control in self.controls if control.kind in ("text", "search")]
        assert len(texts) == 1, f"expected one text field in {self.action}, found {[control.name for control in texts]}"
        texts[0].value = value


class _Reader(HTMLParser):
    """Collects forms, links and the visible text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self._select: str | None = None
        self._area: Control | None = None
        self._hidden = 0

    def handle_starttag(self, tag, attributes) -> None:
        have = {name: value or "" for name, value in attributes}
        if tag in ("script", "style"):
            self._hidden += 1
        if tag == "a" and "href" in have:
            self.links.append(have["href"])
        if tag == "form":
            self.forms.append(Form(have.get("action", ""), have.get("method", "get").upper()))
        if not self.forms or "disabled" in have:
            return
        controls = self.forms[-1].controls
        if tag == "input":
            kind = have.get("type", "text")
            on = "checked" in have if kind in ("checkbox", "radio") else True
            default = "on" if kind in ("checkbox", "radio") else ""
            if "name" in have:
                controls.append(Control(have["name"], kind, have.get("value", default), on))
        elif tag == "button" and "name" in have:
            controls.append(Control(have["name"], "submit", have.get("value", "")))
        elif tag == "textarea":
            self._area = Control(have.get("name", ""), "textarea", "")
            controls.append(self._area)
        elif tag == "select":
            self._select = have.get("name", "")
        elif tag == "option" and self._select is not None:
            controls.append(Control(self._select, "option", have.get("value", ""), "selected" in have))

    def handle_endtag(self, tag) -> None:
        if tag in ("script", "style"):
            self._hidden -= 1
        if tag == "textarea":
            self._area = None
        if tag == "select":
            # Without a chosen one, a browser sends the first.
            options = [control for control in self.forms[-1].controls if control.name == self._select] if self.forms else []
            if options and not any(control.on for control in options):
                options[0].on = True
            self._select = None

    def handle_data(self, data) -> None:
        if self._area is not None:
            self._area.value += data
        elif not self._hidden:
            self.words.append(data)


class Page:
    def __init__(self, address: str, answer: Answer) -> None:
        self.address = address
        self.answer = answer
        self.status = answer.status
        reader = _Reader()
        reader.feed(answer.text)
        self.forms = reader.forms
        self.links = reader.links
        self.text = " ".join(" ".join(reader.words).split())

    def form(self, ending: str | None = None) -> Form:
        """The form that is sent to an address with this ending; without one, to this page's own."""
        ending = ending or urlsplit(self.address).path
        found = [form for form in self.forms if form.method == "POST" and urlsplit(urljoin(self.address, form.action)).path.endswith(ending)]
        assert found, f"{self.address} ({self.status}) has no form to {ending}, only {[form.action for form in self.forms]}: {self.text[:400]}"
        return found[0]


class Dashboard:
    """A browser window: cookies, and every page that it was ever shown."""

    def __init__(self, server) -> None:
        self.server = server
        self.cookies: dict[str, str] = {}
        self.answers: list[tuple[str, Answer]] = []
        self._connection: Connection | None = None

    def close(self) -> None:
        if self._connection:
            self._connection.close()

    def send(self, method: str, address: str, fields: list[tuple[str, str]] | None = None, headers: dict[str, str] | None = None) -> Page:
        """One exchange; a redirect is an answer like any other."""
        whole = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **(headers or {})}
        if not self.cookies and not (headers or {}).get("Cookie"):
            del whole["Cookie"]
        body = None
        if fields is not None:
            body = urlencode(fields)
            whole["Content-Type"] = "application/x-www-form-urlencoded"
        if self._connection is None:
            self._connection = Connection(self.server)
        try:
            answer = self._connection.request(method, address, headers=whole, body=body)
        except Exception:
            self._connection.close()
            self._connection = None
            raise
        for line in answer.all("Set-Cookie"):
            for name, morsel in http.cookies.SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
        self.answers.append((f"{method} {address}", answer))
        return Page(address, answer)

    def open(self, address: str) -> Page:
        """A page, redirects followed."""
        page = self.send("GET", address)
        return self._follow(page)

    def submit(self, page: Page, form: Form) -> Page:
        """The page that sending the form leads to."""
        return self._follow(self.send(form.method, urljoin(page.address, form.action), form.values()))

    def _follow(self, page: Page) -> Page:
        for _ in range(8):
            if page.status not in (301, 302, 303, 307, 308):
                return page
            page = self.send("GET", urljoin(page.address, page.answer.header("Location") or ""))
        raise AssertionError(f"redirects without end at {page.address}")

    # --- what people do ----------------------------------------------------------------------------------------------

    def sign_in(self, email: str, password: str) -> Page:
        page = self.open("/sign-in")
        form = page.form()
        form.fill("email", email)
        form.fill("password", password)
        page = self.submit(page, form)
        assert page.status == 200 and "/sign-in" not in page.address, f"could not sign in: {page.address} {page.status} {page.text[:300]}"
        return page

    def create_key(
        self, slug: str, name: str, scopes: list[str], brands: list[int] | None, expiry: str | None = None
    ) -> tuple[str, Page]:
        """Fills in the form of a new key. `brands` are ids, or None for all. Returns the token and the page that showed it."""
        page = self.open(f"/o/{slug}/keys/new")
        form = page.form(f"/o/{slug}/keys")
        form.fill("name", name)
        form.check("scopes", scopes)
        form.fill("brand_access", "all" if brands is None else "specific")
        if brands is not None:
            form.check("brands", [str(brand) for brand in brands])
        if expiry is not None:
            form.fill("expiry", expiry)
        page = self.submit(page, form)
        found = TOKEN.findall(page.answer.text)
        assert page.status == 200 and found, f"no key was shown: {page.address} {page.status} {page.text[:400]}"
        return found[0], page

    def revoke_form(self, slug: str, key_id: str, name: str) -> tuple[Page, Form]:
        """The confirmation with the key's name typed, ready to be sent."""
        page = self.open(f"/o/{slug}/keys/{key_id}/revoke")
        form = page.form()
        form.fill_only_text(name)
        return page, form

    def revoke_key(self, slug: str, key_id: str, name: str) -> Page:
        page, form = self.revoke_form(slug, key_id, name)
        page = self.submit(page, form)
        assert page.status == 200, f"could not revoke: {page.status} {page.text[:300]}"
        return page

    def set_archived(self, slug: str, brand: int, archived: bool) -> Page:
        page = self.open(f"/o/{slug}/brands/{brand}/{'archive' if archived else 'restore'}")
        form = page.form()
        page = self.submit(page, form)
        assert page.status == 200, f"could not change the brand: {page.status} {page.text[:300]}"
        return page
