// Follows the live preview: shows the page anew when the site changed, and shows what is wrong over it.
// All text is set as text, since records may hold anything.
(() => {
  "use strict";
  let shownNumber = Number(document.currentScript.dataset.number);
  let events = null;
  let hidden = "";

  const host = document.createElement("div");
  host.id = "_factcheck-live";
  const root = host.attachShadow({ mode: "open" });
  const sheet = document.createElement("style");
  sheet.textContent = `
    section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 80vh; overflow: auto;
      padding: 1rem; border-top: .25rem solid #b3261e; background: #fff; color: #1b1b1b;
      font: 1rem/1.5 system-ui, sans-serif; box-shadow: 0 0 2rem #0006; }
    section.warnings { border-color: #8a5a00; max-height: 40vh; }
    h2 { margin: 0 0 .5rem; font-size: 1.125rem; }
    pre { margin: 0 0 .75rem; padding: .75rem; overflow-x: auto; background: #f3f3f3; color: #1b1b1b;
      font: .875rem/1.45 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
    button { float: right; min-width: 2.75rem; min-height: 2.75rem; font: inherit; }
    @media (prefers-color-scheme: dark) {
      section { background: #1b1b1b; color: #f1f1f1; border-color: #f2b8b5; }
      section.warnings { border-color: #f3c56b; }
      pre { background: #2b2b2b; color: #f1f1f1; }
    }
    @media print { section { display: none; } }`;
  const box = document.createElement("section");
  box.hidden = true;
  box.setAttribute("role", "alert");
  root.append(sheet, box);
  document.documentElement.append(host);

  const element = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };

  const title = (state) => {
    const errors = state.problems.filter((p) => p.level === "error").length;
    const warnings = state.problems.length - errors;
    const words = [];
    if (errors) words.push(errors === 1 ? "1 error" : `${errors} errors`);
    if (warnings) words.push(warnings === 1 ? "1 warning" : `${warnings} warnings`);
    if (state.failure) words.unshift("The site could not be built");
    return words.join(", ") + (state.current ? "" : ". This page shows the last good site.");
  };

  const hide = () => {
    box.hidden = true;
    hidden = box.dataset.state;
  };

  const show = (state) => {
    const texts = state.problems.map((p) => p.text);
    if (state.failure) texts.unshift(state.failure);
    const key = JSON.stringify(texts);
    box.dataset.state = key;
    box.replaceChildren();
    box.hidden = texts.length === 0 || key === hidden;
    if (texts.length === 0) {
      hidden = "";
      return;
    }
    box.className = state.current ? "warnings" : "errors";
    const button = element("button", "Hide");
    button.type = "button";
    button.addEventListener("click", hide);
    box.append(button, element("h2", title(state)), ...texts.map((text) => element("pre", text)));
  };

  // Of a page that runs nothing and looks like this one, the content takes the place of what is here. That is sooner
  // seen than a page that is loaded again, and nobody loses their place. Any other page is loaded again.
  const RUNS = 'script:not([type="application/ld+json"], [data-number]), noscript, meta[http-equiv]';
  const SHEETS = "link[rel=stylesheet]";
  const look = (page) =>
    [page.documentElement.cloneNode(false), ...page.querySelectorAll(SHEETS)].map((e) => e.outerHTML).join();

  let asked = 0;
  const renew = async (state) => {
    const mine = ++asked;
    // A lower number is that of another server.
    const isAnother = state.number < shownNumber || state.restyled > shownNumber;
    if (isAnother || location.hash || document.querySelector(RUNS)) return location.reload();
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asked) return;
    const number = page.querySelector("script[data-number]");
    if (!answer.ok || !number || page.querySelector(RUNS) || look(page) !== look(document)) return location.reload();
    shownNumber = Number(number.dataset.number);
    document.head.querySelectorAll(`:scope > :not(${SHEETS})`).forEach((e) => e.remove());
    document.head.append(...page.head.querySelectorAll(`:scope > :not(${SHEETS})`));
    document.body.replaceWith(page.body);
    show(state);
  };

  const follow = () => {
    events = new EventSource("/_factcheck/events");
    events.onmessage = (event) => {
      const state = JSON.parse(event.data);
      if (state.number === shownNumber) show(state);
      else renew(state).catch(() => location.reload());
    };
  };

  // A hidden page lets go: browsers open six connections to a server and no more, however many pages there are.
  const turn = () => {
    if (events) events.close();
    events = null;
    if (!document.hidden) follow();
  };
  document.addEventListener("visibilitychange", turn);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !box.hidden) hide();
  });
  turn();
})();
