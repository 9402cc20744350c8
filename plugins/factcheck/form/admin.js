// The form in the browser: Sveltia CMS, which reads and writes records through the two functions below.
import CMS from "./cms/npm/index.js";
import { parse, stringify } from "./yaml/browser/dist/index.js";

// Every value is text, as the program has it: 2026, 012 and no stay as they were typed. Nothing, ~ and null are none.
const TEXT = { schema: "failsafe", customTags: ["null"] };
// A saved claim stays in its dossier, whichever that is.
const SAVED = "unchanged";

// A step names the claim's own quote, or sources; the form asks for each in a field of its own.
const asked = (step) => ({
  ...step,
  own_quote: step.evidence === "quote",
  evidence: Array.isArray(step.evidence) ? step.evidence : [],
});
const answered = ({ own_quote: isOwn, evidence, ...step }) => {
  if (evidence?.length) return { ...step, evidence };
  return isOwn ? { ...step, evidence: "quote" } : step;
};
const withSteps = (record, change) => (record.status ? { ...record, status: record.status.map(change) } : record);

const read = (text) => withSteps(parse(text, TEXT) ?? {}, asked);
const write = ({ dossier: _, ...record }) => stringify(withSteps(record, answered), { ...TEXT, lineWidth: 0 });

CMS.registerCustomFormat("record", "yaml", { fromFile: read, toFile: write });
CMS.registerCustomFormat("claim", "yaml", { fromFile: (text) => ({ ...read(text), dossier: SAVED }), toFile: write });

const answer = await fetch("config.json");
CMS.init({ config: await answer.json() });
