// The pages of a site from prepared JSON. Nothing of it is global data: Eleventy would copy that for every page.
import fs from "node:fs";
import { use } from "./theme.js";

const read = (file) => JSON.parse(fs.readFileSync(file, "utf8"));
const all = (folder) => fs.readdirSync(folder).map((name) => read(`${folder}/${name}`));

export default function (config) {
  config.addCollection("everything", () => {
    const claims = all("content/claims");
    use(read("content/site.json"), Object.fromEntries(claims.map((claim) => [claim.id, claim.card])));
    const frames = claims.map(({ id, view, embed }) => ({ path: `embed/${id}/`, template: "embed", view: { ...view, ...embed } }));
    return [...claims, ...frames, ...all("content/pages")];
  });
  config.addPassthroughCopy({ static: "/" });
  return { dir: { input: "src" } };
}
