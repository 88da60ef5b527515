// What is nicer with a script. Every page works without it.
"use strict";

// A page that held a key, or was left by signing out, must not come back out of the browser's memory.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

function menus() {
  const menus = all("[data-menu]");
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) {
      if (!menu.open) continue;
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  for (const menu of menus) menu.addEventListener("toggle", () => { if (menu.open) keepInside(menu.querySelector(".sheet")); });
}

// What drops down near an edge of the window is moved to be seen whole.
function keepInside(sheet) {
  if (!sheet) return;
  sheet.style.translate = "";
  const box = sheet.getBoundingClientRect();
  const over = Math.max(0, box.right - document.documentElement.clientWidth + 8);
  const left = box.left - over < 8 ? 8 - box.left : -over;
  if (left) sheet.style.translate = `${left}px`;
}

// Where the pages of a brand do not fit beside each other, the one that is shown is among those in sight.
function strips() {
  for (const strip of all("[data-strip]")) {
    const here = strip.querySelector("[aria-current]");
    if (here) strip.scrollLeft = here.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2;
  }
}

// A table that is wider than its box is scrolled by the keyboard as well.
function boxes() {
  const widths = new ResizeObserver((seen) => {
    for (const { target } of seen) {
      const isWide = target.scrollWidth > target.clientWidth;
      const said = { tabindex: "0", role: "region", "aria-label": target.querySelector("caption")?.textContent ?? "Table" };
      for (const [name, value] of Object.entries(said)) {
        if (isWide) target.setAttribute(name, value);
        else target.removeAttribute(name);
      }
    }
  });
  for (const box of all(".table-box:not([tabindex]), .across")) widths.observe(box);
}

// On paper the tables behind charts lie open, also where the style sheet alone cannot open them.
function paper() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all(".chart > details:not([open]), details.apart:not([open])");
    for (const part of opened) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
    opened = [];
  });
}

async function copyText(source) {
  const text = source.textContent;
  // The clipboard is there over HTTPS and on localhost only; elsewhere the selection is copied.
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { /* not permitted: the selection is next */ }
  }
  const selection = getSelection();
  selection.removeAllRanges();
  const range = document.createRange();
  range.selectNodeContents(source);
  selection.addRange(range);
  return document.execCommand("copy");
}

function copying() {
  const status = document.querySelector("[data-copied]");
  for (const button of all("[data-copy]")) {
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copyText(document.getElementById(button.dataset.copy));
      button.textContent = done ? "Copied" : "Selected: press Ctrl+C";
      if (status) status.textContent = done ? "Copied" : "Selected. Press Ctrl and C to copy.";
      setTimeout(() => { button.textContent = label; }, 2500);
    });
  }
}

function forms() {
  for (const form of all("form[data-once]")) {
    form.addEventListener("submit", () => {
      // After the browser has gathered the fields: a second click must not send them twice.
      setTimeout(() => all("button[type=submit]", form).forEach((button) => { button.disabled = true; }));
    });
  }
  // Who chooses a date means it, whatever the period was.
  for (const date of all("form[data-view] input[type=date]")) {
    date.addEventListener("change", () => { date.form.elements.period.value = "dates"; });
  }
  for (const button of all("[data-peek]")) {
    const field = document.getElementById(button.dataset.peek);
    button.hidden = false;
    button.addEventListener("click", () => {
      const shown = field.type === "text";
      field.type = shown ? "password" : "text";
      button.textContent = shown ? "Show" : "Hide";
      button.setAttribute("aria-pressed", String(!shown));
    });
  }
  const focus = document.querySelector("[data-focus]");
  if (focus) focus.focus();
}

// A form that comes back to its page comes back to where one was on it.
function staying() {
  const key = "latchkey.place";
  for (const form of all("form[data-stay]")) {
    form.addEventListener("submit", () => {
      try {
        sessionStorage.setItem(key, JSON.stringify({ path: location.pathname, top: scrollY, at: Date.now() }));
      } catch { /* nothing can be kept here: the address names the row */ }
    });
  }
  let place = null;
  try {
    place = JSON.parse(sessionStorage.getItem(key));
    sessionStorage.removeItem(key);
  } catch { /* nothing was kept */ }
  if (!place || place.path !== location.pathname || Date.now() - place.at > 10000) return;
  // Behind the browser, which goes to the row that the address names.
  addEventListener("load", () => setTimeout(() => scrollTo({ top: place.top, behavior: "instant" })));
}

// Of some lines, those are shown that have the words of a field. Return in it sends no form.
function search(field, lines, told) {
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLocaleLowerCase();
    for (const line of lines) line.hidden = !line.textContent.toLocaleLowerCase().includes(wanted);
    told(lines.filter((line) => !line.hidden).length);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

function longLists() {
  for (const part of all("[data-find]")) {
    const [field, status] = [part.querySelector("input"), part.querySelector("[role=status]")];
    part.hidden = false;
    search(field, all(".tick-line", part.parentElement), (count) => {
      status.textContent = !field.value.trim() ? "" : count ? `${count} found` : "None has that in its name.";
    });
  }
}

function brandSearch(form) {
  const field = form.querySelector("[data-brand-search]");
  if (!field) return;
  form.querySelector("[data-needs-script]").hidden = false;
  const none = form.querySelector("[data-no-brand]");
  const count = form.querySelector("[data-brand-count]");
  search(field, all(".brand-line", form), (shown) => {
    none.hidden = shown > 0;
    count.textContent = shown === 1 ? "1 brand" : `${shown} brands`;
  });
}

// Ticking many prompts at once, and how many are ticked.
function picking() {
  const form = document.querySelector("[data-bulk]");
  if (!form) return;
  const boxes = all(`input[form=${form.id}][name=prompt]`);
  const whole = document.querySelector("[data-pick-all]");
  const title = form.querySelector("[data-picked]");
  const none = title.textContent;
  const update = () => {
    const count = boxes.filter((box) => box.checked).length;
    title.textContent = count === 0 ? none : `${count} ticked`;
    whole.checked = count > 0 && count === boxes.length;
    whole.indeterminate = count > 0 && count < boxes.length;
  };
  whole.hidden = false;
  whole.addEventListener("change", () => {
    for (const box of boxes) box.checked = whole.checked;
    update();
  });
  for (const box of boxes) box.addEventListener("change", update);
  update();
}

const months = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December",
];

const inWords = (names) =>
  names.length < 2 ? names.join("") : names.slice(0, -1).join(", ") + " and " + names[names.length - 1];

// The same words as the server's KeySentence.
function keyParts(form) {
  const scopes = all("[name=scopes]:checked", form);
  const access = form.querySelector("[name=brand_access]:checked");
  const names = all("[name=brands]:checked", form).map((box) => box.dataset.brand);
  const expiry = form.querySelector("[name=expiry]:checked");
  const date = form.querySelector("[name=expiry_date]").value;
  const creates = scopes.some((box) => box.value === "create-brand");
  const isAll = access && access.value === "all";
  const isEmpty = scopes.length === 0 || !access || (!isAll && names.length === 0 && !creates);
  if (isEmpty || !expiry || (expiry.value === "date" && !date)) return null;

  let until = expiry.dataset.until || "someone revokes it";
  if (expiry.value === "date") {
    const [year, month, day] = date.split("-").map(Number);
    until = `${day} ${months[month - 1]} ${year}`;
  }
  let reach = inWords(names);
  if (isAll) reach = "all brands, also those created later";
  else if (names.length === 0) reach = "the brands it creates";
  else if (names.length > 3) reach = `${names.length} brands`;
  const parts = [
    ["This key will let its holder ", inWords(scopes.map((box) => box.dataset.deed))],
    [" for ", reach],
    [" until ", until],
  ];
  const blocks = form.querySelector("[name=addresses]").value.split(/[\s,;]+/).filter(Boolean);
  if (blocks.length) parts.push([", only from ", blocks.length > 3 ? `${blocks.length} address blocks` : inWords(blocks)]);
  const perMinute = form.querySelector("[name=per_minute]").value.trim();
  if (/^[0-9]+$/.test(perMinute)) {
    parts.push([", at most ", `${Number(perMinute)} request${Number(perMinute) === 1 ? "" : "s"} a minute`]);
  }
  return [...parts, [", and nothing else.", ""]];
}

// Where the organization wants four eyes, keys that reach far wait for a second admin.
function keyWaits(form) {
  return Boolean(form.querySelector("[name=brand_access][value=all]:checked, [name=scopes][value=create-brand]:checked"));
}

function keyForm() {
  const form = document.querySelector("[data-key-form]");
  if (!form) return;
  brandSearch(form);
  const sentence = form.querySelector("[data-sentence]");
  const incomplete = "Choose what the key may do and for which brands. This line then says what it will allow.";
  const update = () => {
    const parts = keyParts(form) || [[incomplete, ""]];
    sentence.replaceChildren(...parts.flatMap(([plain, strong]) => {
      const bold = document.createElement("strong");
      bold.textContent = strong;
      return [plain, bold];
    }));
    for (const line of all("[data-waits]", form)) line.hidden = !keyWaits(form);
  };
  form.addEventListener("change", update);
  form.addEventListener("input", (event) => {
    if (["expiry_date", "addresses", "per_minute"].includes(event.target.name)) update();
  });
  update();
}

// What a member will be able to do, before the form is sent, and only those choices for a brand that mean something for the role.
function memberForm() {
  const form = document.querySelector("[data-member-form]");
  if (!form) return;
  const sentence = form.querySelector("[data-sentence]");
  const unchosen = sentence.textContent;
  const lines = all("[data-brand]", form);
  const named = (given) => {
    const names = lines.filter((line) => line.value === given).map((line) => line.dataset.brand);
    return names.length > 3 ? `${names.length} brands` : inWords(names);
  };
  const update = () => {
    const role = form.querySelector("[name=role]:checked");
    const [isGuest, isViewer] = [role?.value === "guest", role?.value === "viewer"];
    for (const line of lines) {
      const [less, reads] = line.options;
      less.textContent = isGuest ? "Nothing" : isViewer ? "Read it" : "As the role says";
      if (isViewer && reads.selected) less.selected = true;
      reads.hidden = isViewer;
    }
    if (!role) {
      sentence.textContent = unchosen;
      return;
    }
    const reads = isGuest ? named("viewer") : "";
    const edits = isGuest || isViewer ? named("editor") : "";
    const deeds = [
      role.dataset.deed, reads && `read ${reads}`, edits && `change ${edits}`,
    ].filter(Boolean);
    const who = document.createElement("strong");
    who.textContent = (form.dataset.who || form.elements.email?.value.trim() || "They").replace(/^you$/, "You");
    const deed = document.createElement("strong");
    deed.textContent = deeds.length ? inWords(deeds) : "no brand yet";
    const [verb, end] = deeds.length ? [" will be able to ", ` ${form.dataset.memberForm}.`] : [" will reach ", ". Choose some above."];
    sentence.replaceChildren(who, verb, deed, end);
  };
  // Not with every letter of the address: what is read aloud should be worth it.
  form.addEventListener("change", update);
  update();
}

// Days and times as the reader's own calendar and clock have them; the title keeps UTC.
function localDays() {
  for (const said of all("[data-local]")) said.hidden = false;
  const thisYear = new Date().getFullYear();
  for (const time of all("time[data-manner=day]")) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    const year = moment.getFullYear() === thisYear ? "" : ` ${moment.getFullYear()}`;
    time.textContent = `${moment.getDate()} ${months[moment.getMonth()].slice(0, 3)}${year}`;
  }
  for (const time of all("time[data-manner=exact]")) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    const clock = moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
    time.textContent = `${moment.getDate()} ${months[moment.getMonth()].slice(0, 3)} ${moment.getFullYear()}, ${clock}`;
  }
}

// Work that goes on: its part of the page is fetched again and put in the old one's place. What had the keyboard keeps it.
async function live() {
  const wait = () => new Promise((resolve) => { setTimeout(resolve, 3000); });
  let part = document.querySelector("[data-live]");
  while (part && part.hasAttribute("data-live")) {
    for (const link of all("[data-live-reload]", part)) link.hidden = true;
    for (const note of all("[data-live-note]", part)) note.hidden = false;
    let next = null;
    while (!next) {
      await wait();
      if (document.hidden) continue;
      try {
        const response = await fetch(location.href, { cache: "no-store" });
        // Signed out: the page stays as it is.
        if (response.redirected) return;
        const text = response.ok ? await response.text() : "";
        next = new DOMParser().parseFromString(text, "text/html").getElementById(part.id);
      } catch { /* the server is away: it is asked again */ }
    }
    const focus = part.contains(document.activeElement) ? document.activeElement.id : "";
    next = document.adoptNode(next);
    part.replaceWith(next);
    localDays();
    if (focus) (document.getElementById(focus) || document.getElementById("main")).focus({ preventScroll: true });
    part = next;
  }
}

menus();
strips();
boxes();
paper();
copying();
forms();
longLists();
keyForm();
memberForm();
picking();
staying();
localDays();
live();
