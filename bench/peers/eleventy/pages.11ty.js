import { pages } from "../theme.js";

export const data = {
  pagination: { data: "collections.everything", size: 1, alias: "page_" },
  permalink: ({ page_ }) => (page_.path.endsWith(".html") ? page_.path : `${page_.path}index.html`),
  eleventyExcludeFromCollections: true,
};

export function render({ page_ }) {
  return pages[page_.template](page_.view);
}
