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
  for (const form of all("form[data-auto]")) {
    for (const select of all("select", form)) select.addEventListener("change", () => form.requestSubmit());
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

function brandSearch(form) {
  const field = form.querySelector("[data-brand-search]");
  if (!field) return;
  form.querySelector("[data-needs-script]").hidden = false;
  const lines = all(".brand-line", form);
  const none = form.querySelector("[data-no-brand]");
  const count = form.querySelector("[data-brand-count]");
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLocaleLowerCase();
    let shown = 0;
    for (const line of lines) {
      line.hidden = !line.textContent.toLocaleLowerCase().includes(wanted);
      if (!line.hidden) shown += 1;
    }
    none.hidden = shown > 0;
    count.textContent = shown === 1 ? "1 brand" : `${shown} brands`;
  });
  field.addEventListener("keydown", (event) => {
    // Return in a search box looks for brands; it does not make a key.
    if (event.key === "Enter") event.preventDefault();
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

// Days as the reader's own calendar has them; the title keeps UTC.
function localDays() {
  const thisYear = new Date().getFullYear();
  for (const time of all("time[data-manner=day]")) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    const year = moment.getFullYear() === thisYear ? "" : ` ${moment.getFullYear()}`;
    time.textContent = `${moment.getDate()} ${months[moment.getMonth()].slice(0, 3)}${year}`;
  }
}

menus();
copying();
forms();
keyForm();
picking();
localDays();
