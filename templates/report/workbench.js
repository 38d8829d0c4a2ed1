// what is supposed goes to the server as `path=value`; it answers with sections, first those that are quick
const $ = (id) => document.getElementById(id);
const form = document.querySelector(".controls");
const fields = [...form.querySelectorAll("[data-path]")];
const sliders = [...form.querySelectorAll("[data-of]")];

// a slider's middle is what was read; its ends are a hundredth and a hundred times that
const times = (slider) => 10 ** (slider.value / 50);
const rounded = (number) => String(Number(number.toPrecision(3)) >= 1 ? Math.round(Number(number.toPrecision(3))) : 1);

function slid(slider) {
  const field = $(slider.dataset.of);
  field.value = Number(slider.value) ? rounded(slider.dataset.number * times(slider)) : field.dataset.read;
  slider.setAttribute("aria-valuetext", field.value);
}

function settings() {
  const changed = fields.filter((field) => field.value.trim() !== field.dataset.read);
  for (const field of fields) field.classList.toggle("changed", changed.includes(field));
  const more = $("more").value.split("\n").map((line) => line.trim()).filter(Boolean);
  return [...changed.map((field) => `${field.dataset.path}=${field.value.trim()}`), ...more];
}

async function ask(what, body) {
  const answer = await fetch(what, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ settings: body }),
  });
  return answer.json();
}

// sections are exchanged; what was unfolded in them, and which picture was seen, stays
function exchange(parts) {
  const unfolded = new Set([...document.querySelectorAll("#shown details[open]")].map(place));
  const seen = document.querySelector("#shown input[name=view]:checked");
  for (const [id, html] of Object.entries(parts)) {
    if (id === "moved") { $("moved").textContent = html; continue; }
    const made = document.createElement("template");
    made.innerHTML = html;
    $(id).replaceWith(made.content);
  }
  for (const one of document.querySelectorAll("#shown details")) one.open = unfolded.has(place(one));
  if (seen && $(seen.id)) $(seen.id).checked = true;
}

function place(details) {
  const near = details.closest("[id]");
  return `${near.id} ${[...near.querySelectorAll("details")].indexOf(details)}`;
}

function complain(problem) {
  $("problem").hidden = !problem.length;
  $("problem").replaceChildren(...problem.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
}

// one question at a time: while one is answered the last move waits, those before it are passed over
let busy = false, again = false, shown = null;
async function move() {
  const wanted = settings();
  $("download").href = "spec.yaml?" + new URLSearchParams(wanted.map((one) => ["set", one]));
  if (busy) { again = true; return; }
  busy = true;
  const started = performance.now();
  try {
    const answer = await ask("plan", wanted);
    complain(answer.problem || []);
    if (answer.parts) {
      exchange(answer.parts);
      shown = JSON.stringify(wanted);
      document.documentElement.dataset.took = Math.round(performance.now() - started);
      later(wanted);
    }
  } catch {
    complain(["topoplan doesn't answer: see the terminal that it was started in"]);
  }
  busy = false;
  if (again) { again = false; move(); }
}

// advice takes seconds: it is asked for when nothing has moved for a while
let waiting = 0, weighing = null;
function later(wanted) {
  $("advised").setAttribute("aria-busy", "true");
  clearTimeout(waiting);
  waiting = setTimeout(() => weigh(JSON.stringify(wanted)), 300);
}

async function weigh(wanted) {
  if (weighing) return;
  weighing = wanted;
  try {
    const answer = await ask("advice", JSON.parse(wanted));
    if (answer.parts && wanted === shown) {
      exchange(answer.parts);
      $("advised").setAttribute("aria-busy", "false");
    }
  } catch {
    // the next move says that nobody answers
  }
  weighing = null;
  if (wanted !== shown || $("advised").getAttribute("aria-busy") === "true") setTimeout(() => weighing || weigh(shown), 300);
}

// a spec that its file can't hold is told here, and no file is made
$("download").addEventListener("click", async (event) => {
  event.preventDefault();
  const answer = await fetch($("download").href).catch(() => null);
  if (!answer || !answer.ok) {
    complain(answer ? (await answer.json()).problem : ["topoplan doesn't answer"]);
    return;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = decodeURIComponent(answer.headers.get("Content-Disposition").split("''")[1]);
  link.click();
  URL.revokeObjectURL(link.href);
});

for (const slider of sliders) slider.addEventListener("input", () => { slid(slider); move(); });
for (const field of [...fields, $("more")]) field.addEventListener("change", move);
$("all").addEventListener("input", () => {
  $("all-times").textContent = Number(times($("all")).toPrecision(2));
  for (const slider of sliders) {
    if (!$(slider.dataset.of).dataset.path.endsWith(".requests_per_month")) continue;
    slider.value = $("all").value;
    slid(slider);
  }
  move();
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(() => { $("all-times").textContent = 1; move(); }));
shown = JSON.stringify(settings());
weigh(shown);
