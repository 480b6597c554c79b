// Opens pages in a headless Chromium as a reader does, and says what is wrong with each.
//
// usage: node browse.js PLAN     PLAN: a JSON file {"base", "screens", "chromium", "modules",
//        "edit", "pages": [{"name", "target", "picture", "dark"}]}; edit: a page whose form is
//        tried, or null
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

async function main() {
  fs.mkdirSync(plan.screens, { recursive: true });
  const browser = await puppeteer.launch({
    executablePath: plan.chromium,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  for (const page of plan.pages)
    for (const width of page.widths || WIDTHS) {
      const faults = await visit(browser, page, width);
      console.log(JSON.stringify({ name: page.name, target: page.target, width, faults }));
    }
  if (plan.edit) {
    const faults = await edit(browser, plan.edit);
    console.log(JSON.stringify({ name: "edit", target: plan.edit, width: 800, faults }));
  }
  await browser.close();
}

main().catch((e) => {
  console.error(e);
  process.exit(1);
});
