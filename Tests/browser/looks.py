"""What every page must be: whole at both widths, readable in both colour schemes, sound to a screen reader and to axe-core."""

from importlib.resources import files
from pathlib import Path

SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
WIDTHS = (1280, 375)
SCHEMES = ("light", "dark")
HEIGHT = 800
# Less grave ones are a matter of taste or of best practice.
GRAVE = ("serious", "critical")
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()


def screenshot(page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    # The reference of the API is very long.
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True, timeout=60_000)


def look_over(page, name: str) -> list[str]:
    """What is wrong with the page that is shown, at every width and in every scheme; leaves a screenshot of each.

    One load serves all of them: the page follows the window and the reader's choice without a new one.
    """
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            here = f"{name} at {width}, {scheme}"
            screenshot(page, f"{name}-{width}-{scheme}")
            faults += faint(page, here) + axe_faults(page, here)
            # The colours change no widths.
            if scheme == SCHEMES[0]:
                faults += misfits(page, here)
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    page.emulate_media(color_scheme=SCHEMES[0])
    return faults + outline(page, name)


def axe_faults(page, name: str, rules: list[str] | None = None) -> list[str]:
    """What axe-core finds seriously wrong: rule, place, and what to do. By default all of its rules are asked."""
    # Evaluated by the debugger, which the page's content policy does not bind: the policy stays in force for the page itself.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options: dict = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    found = page.evaluate("options => axe.run(document, options).then(result => result.violations)", options)
    return [
        f"{name}: {rule['id']} ({rule['impact']}) at {node['target'][-1]}: {' '.join(node['failureSummary'].split())} – {node['html'][:120]}"
        for rule in found if rule["impact"] in GRAVE for node in rule["nodes"]
    ]


def misfits(page, name: str) -> list[str]:
    """What makes the page wider than the window, and which controls stick out of it."""
    wide = page.evaluate("""() => {
        const width = document.documentElement.clientWidth;
        const scrolls = e => e && e !== document.body && (/auto|scroll/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
        if (document.documentElement.scrollWidth > width) {
            const out = [...document.querySelectorAll('body *')].filter(e => !scrolls(e) && e.getBoundingClientRect().right > width);
            const last = out.filter(e => !out.some(inner => inner !== e && e.contains(inner))).slice(0, 3);
            return [`the page is ${document.documentElement.scrollWidth} wide: ${last.map(e => e.outerHTML.slice(0, 100)).join(' … ')}`];
        }
        return [...document.querySelectorAll('a, button, input, select, textarea, h1, p')].filter(e => {
            const box = e.getBoundingClientRect();
            const style = getComputedStyle(e);
            return box.width > 0 && style.visibility !== 'hidden' && !e.closest('.sr, .skip, .table-box, pre, [hidden]') && !scrolls(e)
                && (box.right > width + 1 || box.left < -1) && style.position !== 'absolute';
        }).map(e => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 40)}`);
    }""")
    return [f"{name}: {text}" for text in wide]


def table_faults(page, name: str) -> list[str]:
    """Which tables lose a column, at the edge of a box that does not scroll or of the paper, and which words in them fall apart.

    A word of up to twelve letters has room in every column; a longer one breaks before it takes the room of the others.
    """
    found = page.evaluate("""() => {
        const faults = new Set();
        const seen = e => e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}) && !e.closest('.sr, .pill, .mono, .address, code');
        const edge = e => {
            for (let box = e.parentElement; box; box = box.parentElement) {
                const overflow = getComputedStyle(box).overflowX;
                if (overflow !== 'visible') return overflow === 'auto' || overflow === 'scroll' ? Infinity : box.getBoundingClientRect().right;
            }
            return document.documentElement.clientWidth;
        };
        for (const table of document.querySelectorAll('table')) {
            const right = edge(table);
            const said = `table “${table.caption?.textContent.trim()}”`;
            for (const cell of table.querySelectorAll('th, td')) {
                if (!seen(cell) || getComputedStyle(cell.closest('thead') ?? cell).position === 'absolute') continue;
                const box = cell.getBoundingClientRect();
                if (box.right > right + 1) faults.add(`${said} ends at ${Math.round(box.right)} of ${Math.round(right)}`);
                if (cell.scrollWidth > cell.clientWidth + 1) faults.add(`${said}: more than its cell holds: ${cell.innerText.slice(0, 40)}`);
                const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                    const text = walker.currentNode;
                    if (!seen(text.parentElement) || text.parentElement.closest('th, td') !== cell) continue;
                    for (const word of text.data.matchAll(/(?<![^\\s(])[\\p{L}\\p{N}.]{2,12}(?![^\\s,;:)])/gu)) {
                        const range = document.createRange();
                        range.setStart(text, word.index);
                        range.setEnd(text, word.index + word[0].length);
                        const lines = new Set([...range.getClientRects()].map(line => Math.round(line.top)));
                        if (lines.size > 1) faults.add(`${said}: “${word[0]}” stands on ${lines.size} lines`);
                    }
                }
            }
        }
        return [...faults];
    }""")
    return [f"{name}: {text}" for text in found]


def faint(page, name: str) -> list[str]:
    """Text that stands out from what is behind it by less than 4.5 to 1 (3 to 1 when it is large), WCAG 2.2 §1.4.3."""
    poor = page.evaluate("""() => {
        const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
        const rgba = colour => {
            canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
            const d = canvas.getImageData(0, 0, 1, 1).data; return [d[0], d[1], d[2], d[3] / 255];
        };
        const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
        const luminance = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
            return .2126 * r + .7152 * g + .0722 * b; };
        const behind = e => { const layers = [];
            for (; e; e = e.parentElement) layers.push(rgba(getComputedStyle(e).backgroundColor));
            return layers.reverse().reduce((below, layer) => over(layer, below), rgba(getComputedStyle(document.documentElement).backgroundColor)); };
        const bad = new Set();
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        let seen = 0;
        while (walker.nextNode()) {
            const e = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || e.closest('.sr, .skip, [hidden], noscript, script, option, [aria-hidden=true], [disabled]')) continue;
            const style = getComputedStyle(e); const box = e.getBoundingClientRect();
            if (!box.width || style.visibility === 'hidden' || style.opacity === '0') continue;
            seen++;
            const back = behind(e); const front = over(rgba(style.color), back);
            const [x, y] = [luminance(front), luminance(back)]; const ratio = (Math.max(x, y) + .05) / (Math.min(x, y) + .05);
            const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && +style.fontWeight >= 700);
            if (ratio < (large ? 3 : 4.5)) bad.add(`${ratio.toFixed(2)} for "${walker.currentNode.data.trim().slice(0, 40)}" (${style.color} on rgb(${back.slice(0, 3).map(Math.round)}))`);
        }
        if (seen < 3) bad.add(`only ${seen} texts were found`);
        return [...bad];
    }""")
    return [f"{name}: {text}" for text in poor]


def outline(page, name: str) -> list[str]:
    """What a screen reader stumbles over."""
    found = page.evaluate("""() => {
        const faults = [];
        if (document.documentElement.lang !== 'en' || !document.title) faults.push('no language or no title');
        if (document.querySelectorAll('h1').length !== 1) faults.push(`${document.querySelectorAll('h1').length} headings of the first order`);
        for (const e of document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a[href]'))
            if (!e.closest('[hidden]') && !(e.labels && e.labels.length) && !e.getAttribute('aria-label') && !e.textContent.trim()) faults.push('no name: ' + e.outerHTML.slice(0, 80));
        const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
        for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push('twice: #' + id);
        for (const e of document.querySelectorAll('[aria-describedby], [aria-labelledby]'))
            for (const id of (e.getAttribute('aria-describedby') || e.getAttribute('aria-labelledby')).split(' '))
                if (!document.getElementById(id)) faults.push('nothing is called ' + id);
        for (const e of document.querySelectorAll('table')) if (!e.caption) faults.push('a table without a caption');
        return [...new Set(faults)];
    }""")
    return [f"{name}: {text}" for text in found]
