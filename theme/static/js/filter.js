// Narrows the list of a page by its facets, without a reload. Without this script each facet is a link to its list.
(() => {
  const nav = document.querySelector(".facets[data-shown]");
  const items = [...document.querySelectorAll("[data-facets]")];
  const status = document.querySelector(".shown");
  if (!nav || !status || !items.length) return;
  // An item holds the numbers of its facets, counted in the order of the links.
  const has = new Map(items.map((item) => [item, new Set(item.dataset.facets.split(" "))]));

  // A box for each facet, to be used where the page has some of it; the word beside it stays a link to the whole list.
  const boxes = [];
  nav.querySelectorAll("a").forEach((link, number) => {
    const [question, answer] = new URL(link.href).pathname.split("/").slice(-3);
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = `${question}=${answer}`;
    box.dataset.facet = number;
    box.setAttribute("aria-label", link.textContent);
    box.title = nav.dataset.narrow;
    link.before(box);
    box.defaultChecked = link.hasAttribute("aria-current");
    box.disabled = box.checked || !items.some((item) => has.get(item).has(`${number}`));
    if (!box.disabled) boxes.push(box);
  });

  // Of one question any answer will do, of several questions each must be met.
  function narrow() {
    const asked = new Map();
    for (const box of boxes.filter((box) => box.checked)) {
      const question = box.value.split("=")[0];
      asked.set(question, [...(asked.get(question) || []), box.dataset.facet]);
    }
    const fits = (item) => [...asked.values()].every((any) => any.some((number) => has.get(item).has(number)));
    for (const item of items) item.hidden = !fits(item);
    const shown = items.filter((item) => !item.hidden).length;
    const words = nav.dataset.shown.replace("{n}", shown).replace("{all}", items.length);
    status.textContent = asked.size ? words : "";
  }

  function remember() {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    history.replaceState(null, "", chosen.length ? `#${chosen.join("&")}` : location.pathname + location.search);
  }

  function recall() {
    const chosen = new Set(location.hash.slice(1).split("&"));
    for (const box of boxes) box.checked = chosen.has(box.value);
    narrow();
  }

  nav.addEventListener("change", () => { narrow(); remember(); });
  addEventListener("hashchange", recall);
  recall();
})();
