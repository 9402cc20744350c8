// The search of the site: it asks the index in pagefind/, in the reader's own browser, and nobody else.
// Without this script the page shows its lists alone, so everything it needs is shown here.

const page = document.querySelector(".search");
const [form, status, list, more, template, without] = [
  "form", ".status", ".found", ".more", "template", ".without",
].map((selector) => page.querySelector(selector));
const narrow = form.querySelector("details");
const choices = [...form.querySelectorAll("select")];
const root = new URL(page.dataset.root, location.href);
const language = document.documentElement.lang.toLowerCase();

const AT_ONCE = 10;
const MOST_OPTIONS = 200; // Of people there may be thousands; who is not among them is found by name.
const RANKING = { metaWeights: { title: 3, names: 3, also: 3, topics: 1.5, source: 1 } };

// Messages are written in the page, in its language.
const say = (name, values = {}) => page.dataset[name].replace(/%\((\w+)\)s/g, (_, key) => values[key]);

// Words, as Pagefind and search_words.py count them
const normal = (word) => word.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();
const wordsOf = (text) => text.normalize("NFC").match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];

// A function that does its work once for each argument.
function once(work) {
  const done = new Map();
  return (key) => done.get(key) ?? done.set(key, work(key)).get(key);
}

const json = async (path) => {
  const response = await fetch(new URL(path, root));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
};
const about = once(() => json(`pagefind/words/${language}.json`));
const wordFile = once(async (number) => {
  const words = await json(`pagefind/words/${language}-${number}.json`);
  return words.map((written) => ({ written, plain: normal(written) }));
});
const index = once(async () => {
  const found = await import(new URL("pagefind/pagefind.js", root));
  await found.options({ ranking: RANKING });
  // Of a large site the records are spread over several indexes.
  const { indexes } = await about();
  for (const number of indexes) {
    await found.mergeIndex(new URL(`pagefind/index-${number}/`, root).href, { ranking: RANKING });
  }
  return found;
});

// How many letters to change, add, drop or swap to come from one word to another; more than `most` is as good as any.
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last] = [[], [...Array(other.length + 1).keys()]];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + !same);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[other.length];
}

// The part of a list that a number leads to, as partitions.py has it.
function placeOf(parts, number) {
  const whole = 2 ** Math.floor(Math.log2(parts));
  const place = number % (2 * whole);
  return place < parts ? place : place - whole;
}

async function wordsBeside(pairs) {
  const { parts } = await about();
  const number = ([first, second]) => placeOf(parts, first.codePointAt() * 31 + second.codePointAt());
  return (await Promise.all([...new Set(pairs.map(number))].map(wordFile))).flat();
}

const shared = (one, other) => {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
};

// The word to search in the place of one: itself, the nearest that the site has, or none.
// Pagefind would take any beginning of an unknown word for it, and drop what it does not know without a word.
async function nearest(word, pagefind) {
  const plain = normal(word);
  const letters = [...plain];
  if (letters.length < 4 || /\p{N}/u.test(plain)) return word;
  const [a, b, c] = letters;
  const own = await wordsBeside([[a, b]]);
  if (own.some((known) => known.plain.startsWith(plain))) return word;
  const bends = own.some((known) => shared(known.plain, plain) >= Math.max(4, 0.7 * plain.length));
  if (bends && (await pagefind.search(word)).results.length) return word;
  const most = letters.length < 8 ? 1 : 2;
  const near = (await wordsBeside([[a, b], [b, a], [a, c], [b, c]]))
    .map((known) => ({ ...known, away: distance(plain, known.plain, most) }))
    .filter((known) => known.away <= most);
  // Words of most records come first, and sorting leaves them so.
  return near.sort((one, other) => one.away - other.away)[0]?.written ?? null;
}

// The query as it is searched, and what is said of the words that nothing has.
async function mended(query, pagefind) {
  if (/^\s*".+"\s*$/.test(query)) return { words: query, notes: [] };
  const notes = [];
  const words = [];
  for (const word of wordsOf(query)) {
    const found = await nearest(word, pagefind);
    if (found !== null) words.push(found);
    if (found === word) continue;
    notes.push({ unknown: say("unknown", { word }), showing: found === null ? "" : say("showing", { word: found }) });
  }
  return { words: words.join(" "), notes };
}

// A text, with the words that `isHit` picks out marked.
function marked(element, text, isHit) {
  let number = 0;
  for (const piece of text.split(/(\s+)/)) {
    const isWord = /\S/.test(piece);
    if (isWord && isHit(piece, number)) {
      const mark = document.createElement("mark");
      mark.className = "hit";
      mark.textContent = piece;
      element.append(mark);
    } else element.append(piece);
    number += isWord;
  }
}

function inLanguage(element, code) {
  if (code) element.lang = code;
  element.dir = "auto";
}

function fillLabels(place, card) {
  const states = [[say("verbatim"), "plain"], ...card.labels];
  [...place.children].forEach((label, at) => {
    const [state, tone] = states[at];
    label.className = tone;
    label.lastElementChild.textContent = state;
  });
  if (card.verdict) place.lastElementChild.lastElementChild.lang = card.verdict;
}

function item(result, data, terms) {
  const shown = template.content.cloneNode(true);
  const part = (name) => shown.querySelector(`[data-part="${name}"]`);
  const card = data.filters.card && JSON.parse(data.filters.card[0]);
  const isTerm = (word) => wordsOf(word).some((w) => terms.some((term) => normal(w).startsWith(term)));
  const matched = result.matchedMetaFields ?? [];

  part("kind").textContent = data.filters.kind[0];
  for (const flag of card?.flags ?? []) {
    const word = document.createElement("b");
    word.className = "flag";
    word.textContent = flag;
    part("kind").parentElement.append(" ", word);
  }
  part("title").href = new URL(data.raw_url, root);
  marked(part("title"), data.meta.title, isTerm);
  inLanguage(part("title"), card?.title);

  const found = new Set(data.locations);
  const text = card ? document.createElement("q") : part("text");
  if (card) part("text").append(text);
  if (card || data.content !== data.meta.title) marked(text, data.content, (_, at) => found.has(at));
  inLanguage(text, card?.quote);

  if (matched.includes("names") || matched.includes("also")) {
    const names = [data.meta.names, data.meta.also].filter(Boolean).join(", ").split(", ");
    const hits = names.filter(isTerm);
    marked(part("names"), (hits.length ? hits : names).join(", "), isTerm);
  }
  part("source").textContent = data.meta.source ?? "";
  if (card?.source) part("source").lang = card.source;
  if (card) fillLabels(part("labels"), card);
  else part("labels").remove();
  shown.querySelectorAll("p:empty").forEach((empty) => empty.remove());
  return shown;
}

let turn = 0;
let rest = async () => {};

async function show(results, terms) {
  const own = turn;
  const next = results.slice(0, AT_ONCE);
  const loaded = await Promise.all(next.map(async (result) => item(result, await result.data(), terms)));
  if (own !== turn) return;
  const first = list.children.length;
  list.append(...loaded);
  rest = () => show(results.slice(AT_ONCE), terms);
  more.hidden = results.length <= AT_ONCE;
  if (first) list.children[first].querySelector("a").focus();
}

function asked() {
  const filters = choices.filter((choice) => choice.value).map((choice) => [choice.name, choice.value]);
  return { query: form.elements.q.value.trim(), filters: Object.fromEntries(filters) };
}

async function search() {
  const own = ++turn;
  const { query, filters } = asked();
  list.replaceChildren();
  more.hidden = true;
  status.textContent = "";
  if (!query && !Object.keys(filters).length) return;
  if (!(await about()).records) return void (status.textContent = say("none"));
  const pagefind = await index();
  const { words, notes } = await mended(query, pagefind);
  const isFilterAlone = !query && !words;
  const found = words || isFilterAlone ? await pagefind.search(words || null, { filters }) : { results: [] };
  if (own !== turn) return;
  const count = found.results.length;
  const told = notes.flatMap(({ unknown, showing }) => (count && showing ? [unknown, showing] : [unknown]));
  told.push(count ? say("results", { n: count.toLocaleString(language) }) : say("none"));
  status.textContent = told.join(" ");
  await show(found.results, wordsOf(words).map(normal));
}

// What to choose from comes from the index, when somebody wants to choose.
const fillChoices = once(async () => {
  if (!(await about()).records) return;
  const wanted = Object.fromEntries(choices.map((choice) => [choice.name, []]));
  const { filters } = await (await index()).search(null, { filters: wanted });
  for (const choice of choices) {
    const values = Object.entries(filters[choice.name] ?? {}).sort((one, other) => other[1] - one[1]);
    const names = values.slice(0, MOST_OPTIONS).map(([name]) => name);
    for (const name of names.sort((one, other) => one.localeCompare(other, language))) {
      if (![...choice.options].some((option) => option.value === name)) choice.add(new Option(name));
    }
  }
});

async function orSaySo(work) {
  try {
    await work();
  } catch (error) {
    status.textContent = say("broken");
    console.error(error);
  }
}

// The address holds what was asked, so that it can be passed on.
function fromAddress() {
  const given = new URLSearchParams(location.search);
  form.elements.q.value = given.get("q") ?? "";
  for (const choice of choices) {
    const value = given.get(choice.name) ?? "";
    if (value && ![...choice.options].some((option) => option.value === value)) choice.add(new Option(value));
    choice.value = value;
    if (value) narrow.open = true;
  }
  return orSaySo(search);
}

function toAddress() {
  const { query, filters } = asked();
  const given = new URLSearchParams(query ? { q: query, ...filters } : filters).toString();
  history.pushState(null, "", given ? `?${given}` : location.pathname);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  toAddress();
  orSaySo(search);
});
form.addEventListener("change", (event) => {
  if (choices.includes(event.target)) form.requestSubmit();
});
form.elements.q.addEventListener("focus", () => index().catch(() => {}), { once: true });
narrow.addEventListener("toggle", () => orSaySo(fillChoices));
more.addEventListener("click", () => orSaySo(rest));
addEventListener("popstate", fromAddress);

form.hidden = false;
without.hidden = true;
fromAddress();
