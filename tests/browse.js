// Opens pages in a headless Chromium as a reader does, and says what is wrong with each.
//
// usage: node browse.js PLAN     PLAN: a JSON file {"base", "screens", "chromium", "modules",
//        "edit", "keys", "timeline", "plain",
//        "pages": [{"name", "target", "picture", "dark"}]}; edit: a page whose form is tried,
//        keys: pages that are used without a mouse, timeline: what TimelineJS reads; null: none;
//        plain: all of that, pictures aside, where no script may run
// stdout: a JSON object a page and width: {"name", "width", "faults": [...]}
//
// At 360 and 1280 px: no message of an error on the console, nothing asked for that is not
// answered, no line wider than the window, nothing that axe calls serious. A picture of each is
// kept in "screens"; of some also as a dark screen and as paper show them.
"use strict";

const fs = require("fs");
const path = require("path");

const plan = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const puppeteer = require(path.join(plan.modules, "puppeteer-core"));
const axe = fs.readFileSync(path.join(plan.modules, "axe-core/axe.min.js"), "utf8");
const WIDTHS = [360, 1280];
const SERIOUS = ["serious", "critical"];

function listen(tab, faults) {
  tab.on("console", (m) => {
    if (m.type() === "error" || m.type() === "warning") faults.push("console: " + m.text());
  });
  tab.on("pageerror", (e) => faults.push("script: " + e.message));
  tab.on("dialog", (d) => {
    faults.push("a dialog opened: " + d.message());
    d.dismiss();
  });
  tab.on("requestfailed", (r) => faults.push("not loaded: " + r.url()));
  tab.on("request", (r) => {
    const here = r.url().startsWith(plan.base) || r.url().startsWith("data:");
    if (!here && !r.url().startsWith("file:")) faults.push("asked of another: " + r.url());
  });
}

// What runs off the right edge of the window, unless it is in a box that scrolls.
function overflow() {
  const events = document.querySelector('[aria-label="Events"]');
  if (events && events.scrollWidth > events.clientWidth) return "the table of events is cut";
  const wide = document.documentElement.scrollWidth;
  if (wide <= window.innerWidth) return null;
  const all = [...document.querySelectorAll("body *")];
  const out = all.filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1);
  const worst = out.filter((e) => !e.closest(".wide") || e.matches(".wide")).slice(-1)[0];
  return wide + " px wide: " + (worst ? worst.outerHTML.slice(0, 160) : "?");
}

async function accessible(tab) {
  await tab.evaluate(axe);
  const found = await tab.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations
    .filter((v) => SERIOUS.includes(v.impact))
    .map((v) => "axe " + v.id + ": " + v.help + ": " + v.nodes[0].html.slice(0, 160));
}

async function picture(tab, name) {
  const file = path.join(plan.screens, name + ".png");
  await tab.screenshot({ path: file, fullPage: true, captureBeyondViewport: true });
}

// What a reader reads, and what there is to be used.
function said() {
  const used = document.querySelectorAll("a[href],button,input,select,summary,svg").length;
  return document.body.innerText + " " + used;
}

// Without scripts a page says the same, and no more is asked for.
async function plainly(browser, page, width) {
  const faults = [];
  const told = [];
  for (const scripts of [true, false]) {
    const tab = await browser.newPage();
    listen(tab, faults);
    await tab.setJavaScriptEnabled(scripts);
    await tab.setViewport({ width, height: 900 });
    await tab.goto(plan.base + page.target, { waitUntil: "load" });
    told.push(await tab.evaluate(said));
    const script = await tab.$("script,[onclick],[onload],[href^='javascript:']");
    if (script) faults.push("there is a script");
    await tab.close();
  }
  if (told[0] !== told[1] || told[1].length < 60) faults.push("without scripts it says less");
  return faults;
}

async function visit(browser, page, width) {
  const faults = [];
  const tab = await browser.newPage();
  listen(tab, faults);
  await tab.setCacheEnabled(false);
  await tab.setViewport({ width, height: 900 });
  const answer = await tab.goto(plan.base + page.target, { waitUntil: "load" });
  if (answer.status() !== (page.status || 200)) faults.push("status " + answer.status());
  const wide = await tab.evaluate(overflow);
  if (wide) faults.push("overflow: " + wide);
  faults.push(...(await accessible(tab)));
  if (page.picture) await picture(tab, page.name + "-" + width);
  if (page.picture && page.dark) {
    await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    faults.push(...(await accessible(tab)).map((f) => "dark: " + f));
    await picture(tab, page.name + "-" + width + "-dark");
    await tab.emulateMediaFeatures([]);
    await tab.emulateMediaType("print");
    await picture(tab, page.name + "-" + width + "-print");
  }
  await tab.close();
  return faults;
}

async function shown(tab, selector) {
  return tab.$eval(selector, (e) => e.textContent.trim());
}

// The form of a page, as a reader fills it in: the name is another, then the old one again.
async function edit(browser, target) {
  const faults = [];
  const tab = await browser.newPage();
  listen(tab, faults);
  await tab.setJavaScriptEnabled(!plan.plain);
  await tab.goto(plan.base + target);
  const old = await shown(tab, "h1");
  await tab.click("summary ::-p-text(Put this right)");
  await tab.select("form.edit select", "name");
  await tab.type("form.edit input[name=value]", "Another name");
  await tab.type("form.edit input[name=why]", "the test says so");
  await tab.type("form.edit input[name=by]", "Ann");
  await Promise.all([tab.waitForNavigation(), tab.click("form.edit button")]);
  if (!tab.url().endsWith("/corrections")) faults.push("kept, but at " + tab.url());
  await tab.goto(plan.base + target);
  if ((await shown(tab, "h1")) !== "Another name") faults.push("the new name is not shown");
  await tab.goto(plan.base + "/corrections");
  await Promise.all([tab.waitForNavigation(), tab.click("form.edit button")]);
  await tab.goto(plan.base + target);
  if ((await shown(tab, "h1")) !== old) faults.push("the old name is not shown again");
  await tab.close();
  return faults;
}

// ---- without a mouse

// What a keyboard must come to, numbered; what is folded away need not be.
function controls() {
  const kinds = "a[href],button,input:not([type=hidden]),select,summary,[tabindex='0']";
  const seen = [...document.querySelectorAll(kinds)].filter((e) => e.checkVisibility());
  seen.forEach((e, i) => (e.dataset.control = i));
  return seen.length;
}

// Which of them has the focus (-1: none), and whether that is seen.
function focused() {
  const e = document.activeElement;
  const style = getComputedStyle(e);
  const box = e.getBoundingClientRect();
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const inside = box.right > 0 && box.bottom > 0 && box.width > 0;
  const at = e.dataset.control === undefined ? -1 : Number(e.dataset.control);
  return { at, seen: ring && inside, html: e.outerHTML.slice(0, 120) };
}

async function tabThrough(tab, faults, target) {
  const n = await tab.evaluate(controls);
  const reached = new Set();
  for (let i = 0; i < n; i++) {
    await tab.keyboard.press("Tab");
    const now = await tab.evaluate(focused);
    if (now.at !== i) faults.push(`${target}: Tab ${i + 1} comes to ${now.at}: ${now.html}`);
    if (!now.seen) faults.push(`${target}: the focus is not seen: ${now.html}`);
    reached.add(now.at);
    if (faults.length > 5) return;
  }
  if (reached.size !== n) faults.push(`${target}: ${reached.size} of ${n} controls are reached`);
}

// The first Tab comes to the link that skips the navigation; it leads to what the page says.
async function skip(tab, faults, target) {
  await tab.keyboard.press("Tab");
  await tab.keyboard.press("Enter");
  await tab.keyboard.press("Tab");
  const there = await tab.evaluate(() => !!document.activeElement.closest("main"));
  if (!there) faults.push(target + ": the link that skips the navigation does not");
}

async function press(tab, selector, key) {
  await tab.focus(selector);
  await Promise.all([tab.waitForNavigation(), tab.keyboard.press(key)]);
}

async function keyboard(browser, keys) {
  const faults = [];
  const tab = await browser.newPage();
  listen(tab, faults);
  for (const target of Object.values(keys)) {
    await tab.goto(plan.base + target);
    await tabThrough(tab, faults, target);
    await tab.goto(plan.base + target);
    await skip(tab, faults, target);
  }
  await tab.goto(plan.base + keys.front);
  await press(tab, ".stories a", "Enter");
  if (!tab.url().includes("/stories/")) faults.push("Enter on a headline leads to " + tab.url());
  await tab.goto(plan.base + keys.events);
  await tab.focus("input[name=actor]");
  await tab.keyboard.type("Abe");
  await press(tab, "input[name=actor]", "Enter");
  if (!tab.url().includes("actor=Abe")) faults.push("Enter in a field leads to " + tab.url());
  await tab.goto(plan.base + keys.story);
  await tab.focus("summary");
  await tab.keyboard.press("Enter");
  if (!(await tab.$("details[open]"))) faults.push("Enter does not unfold a table");
  await tab.close();
  return faults;
}

// ---- the export for TimelineJS, by that itself: it makes a slide of each event

async function timelinejs(browser, data) {
  const faults = [];
  const dist = path.join(plan.modules, "@knight-lab/timelinejs/dist");
  const tab = await browser.newPage();
  tab.on("pageerror", (e) => faults.push("script: " + e.message));
  const page = path.join(plan.screens, "timelinejs.html");
  fs.writeFileSync(page, '<div id="here" style="width: 900px; height: 600px"></div>');
  await tab.goto("file://" + page);
  await tab.addStyleTag({ path: path.join(dist, "css/timeline.css") });
  await tab.addScriptTag({ path: path.join(dist, "js/timeline.js") });
  const told = await tab.evaluate(async (events) => {
    const line = new window.TL.Timeline("here", events, { hash_bookmark: false });
    const slides = () => document.querySelectorAll(".tl-slide").length;
    for (let i = 0; i < 300 && slides() < events.events.length; i++)
      await new Promise((wait) => setTimeout(wait, 100));
    return { slides: slides(), messages: line.config && line.config.messages };
  }, data);
  if (told.slides !== data.events.length) faults.push(told.slides + " of " + data.events.length);
  for (const m of [...told.messages.errors, ...told.messages.warnings]) faults.push(String(m));
  await tab.close();
  return faults;
}

async function main() {
  fs.mkdirSync(plan.screens, { recursive: true });
  const browser = await puppeteer.launch({
    executablePath: plan.chromium,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  for (const page of plan.pages)
    for (const width of page.widths || WIDTHS) {
      const look = plan.plain ? plainly : visit;
      const faults = await look(browser, page, width);
      console.log(JSON.stringify({ name: page.name, target: page.target, width, faults }));
    }
  if (plan.edit) {
    const faults = await edit(browser, plan.edit);
    console.log(JSON.stringify({ name: "edit", target: plan.edit, width: 800, faults }));
  }
  if (plan.timeline) {
    const faults = await timelinejs(browser, plan.timeline);
    console.log(JSON.stringify({ name: "timelinejs", target: "", width: 900, faults }));
  }
  if (plan.keys) {
    const faults = await keyboard(browser, plan.keys);
    console.log(JSON.stringify({ name: "keyboard", target: "", width: 800, faults }));
  }
  await browser.close();
}

main().catch((e) => {
  console.error(e);
  process.exit(1);
});
