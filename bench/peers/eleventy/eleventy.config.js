// The files of a site from its records and prepared JSON. Nothing of it is global data: Eleventy would copy that for
// every page. What is no page is written behind Eleventy, which takes a third of the time that templates for it take.
import fs from "node:fs";
import path from "node:path";
import yaml from "js-yaml";
import { use } from "./theme.js";

const text = (file) => fs.readFileSync(file, "utf8");
const read = (file) => JSON.parse(text(file));
const all = (folder) => fs.readdirSync(folder).map((name) => read(`${folder}/${name}`));

// What a record says by itself is taken from it; what has to be worked out is prepared.
function fromRecord(claim) {
  const record = yaml.load(text(`claims/${claim.record}`));
  claim.view.title = claim.card.title = record.claim;
  return claim;
}

function writeAll(folder, files) {
  const made = new Set();
  for (const [name, value] of files) {
    const target = path.join(folder, name);
    const parent = path.dirname(target);
    if (!made.has(parent)) {
      fs.mkdirSync(parent, { recursive: true });
      made.add(parent);
    }
    fs.writeFileSync(target, typeof value === "string" ? value : `${JSON.stringify(value)}\n`);
  }
}

export default function (config) {
  let files = [];
  config.addCollection("everything", () => {
    const claims = all("content/claims").map(fromRecord);
    use(read("content/site.json"), Object.fromEntries(claims.map((claim) => [claim.id, claim.card])));
    files = claims.flatMap((claim) => Object.entries(claim.files));
    files.push(...all("content/files").map((file) => [file.path, file.value]));
    const frames = claims.map(({ id, view, embed }) => ({ path: `embed/${id}/`, template: "embed", view: { ...view, ...embed } }));
    return [...claims, ...frames, ...all("content/pages")];
  });
  config.on("eleventy.after", ({ directories }) => writeAll(directories.output, files));
  config.addPassthroughCopy({ static: "/" });
  return { dir: { input: "src" } };
}
