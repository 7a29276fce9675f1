// What the pages do better with a script. Everything also works without: forms are sent, links are followed.

const say = (words) => {
  document.getElementById("say").textContent = words;
};

const kept = new Map();
let place = 0;
history.replaceState({ place }, "");

/** Put the main part and title of a fetched page in place of this one's. */
function show(page, { focus }) {
  kept.set(place, document.documentElement.cloneNode(true));
  place += 1;
  history.pushState({ place }, "", "/" + location.search);
  put(page);
  const target = document.querySelector(focus) ?? document.querySelector("main");
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center" });
}

function put(page) {
  for (const part of ["main", ".tools"]) {
    const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
    if (old && fresh) old.replaceWith(document.importNode(fresh, true));
  }
  document.title = page.querySelector("title")?.textContent ?? document.title;
  document.documentElement.lang = page.querySelector("html")?.lang || page.lang || document.documentElement.lang;
  wake();
}

async function fetched(form, submitter, accept = "text/html") {
  const response = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form, submitter)),
    headers: { accept },
  });
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("text/event-stream")) return parsed(await streamed(response.body, form));
  if (!type.startsWith("text/html")) throw new Error(`got ${type}`);
  return parsed(await response.text());
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

/** Show the sentences of an answer under the form as they come; gives the page that comes last. */
async function streamed(body, form) {
  const coming = Object.assign(document.createElement("p"), { className: "coming", role: "log" });
  form.after(coming);
  let html = "";
  try {
    for await (const { event, data } of events(body)) {
      if (event === "sentence") coming.append(`${data.text} `);
      else if (event === "page") html = data.html;
      else throw new Error(event);
    }
    if (!html) throw new Error("cut off");
  } finally {
    coming.remove();
  }
  return html;
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = "", read = await reader.read(); !read.done; read = await reader.read()) {
    const whole = (rest + read.value).split("\n\n");
    rest = whole.pop();
    for (const lines of whole) {
      const [event, data] = ["event: ", "data: "].map((name) => lines.split("\n").find((line) => line.startsWith(name))?.slice(name.length));
      yield { event, data: JSON.parse(data) };
    }
  }
}

async function ask(form, submitter) {
  const main = document.querySelector("main");
  if (main.ariaBusy === "true") return;
  main.ariaBusy = "true";
  say(form.dataset.busy);
  try {
    show(await fetched(form, submitter, "text/event-stream, text/html"), { focus: "#asked, [aria-invalid]" });
    say("");
  } catch {
    main.ariaBusy = "false";
    fail(form);
  }
}

/** Send a form and put what comes back in its place, for a form that answers for itself. */
async function settle(form, submitter) {
  const { inPlace } = form.dataset;
  try {
    const fresh = (await fetched(form, submitter)).getElementById(inPlace);
    document.getElementById(inPlace).replaceWith(document.importNode(fresh, true));
    document.getElementById(inPlace).focus();
  } catch {
    fail(form);
  }
}

/** Say beside the form that it did not get through; what was written stays. */
function fail(form) {
  say(form.dataset.failed);
  form.querySelector(".error")?.remove();
  form.append(Object.assign(document.createElement("p"), { className: "error", textContent: form.dataset.failed }));
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  say(button.dataset.done);
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 2000);
}

/** Show what only works with a script. */
function wake() {
  const canCopy = Boolean(navigator.clipboard);
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = !canCopy;
  const contents = document.querySelector(".contents");
  if (contents && matchMedia("(max-width: 60rem)").matches) contents.open = false;
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!("ask" in form.dataset) && !("inPlace" in form.dataset)) return;
  event.preventDefault();
  if ("ask" in form.dataset) ask(form, submitter);
  else settle(form, submitter);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !field.matches?.(".ask textarea")) return;
  event.preventDefault();
  field.form.requestSubmit();
});

addEventListener("popstate", (event) => {
  if (event.state === null) return;
  kept.set(place, document.documentElement.cloneNode(true));
  place = event.state.place;
  const before = kept.get(place);
  if (before) put(before);
  else location.reload();
});

wake();
