// The query page: YASGUI's editor and results, the query book beside them, and completion from this release alone.
import Yasqe from "@zazuko/yasqe";
import Yasr from "@zazuko/yasr";
import "@zazuko/yasqe/build/yasqe.min.css";
import "@zazuko/yasr/build/yasr.min.css";
import { Chart } from "./chart.js";

const page = document.querySelector("#query-page");
const { base } = page.dataset;
const root = new URL(page.dataset.root, location.href).href;
const form = page.querySelector("form");
const plain = form.querySelector("textarea");

// YASQE would ask prefix.cc and LOV; what is used here is all that can be found here.
function completeFromRelease(assist) {
  for (const [name, terms] of [["class", assist.classes], ["property", assist.properties]]) {
    const known = Yasqe.Autocompleters[name];
    Yasqe.forkAutocompleter(name, {
      ...known,
      name: `release-${name}`,
      bulk: true,
      autoShow: true,
      persistenceId: null,
      get: () => terms.map((term) => term.iri),
    }, false);
  }
  const prefixes = Yasqe.Autocompleters.prefixes;
  Yasqe.forkAutocompleter("prefixes", {
    ...prefixes,
    name: "release-prefixes",
    bulk: true,
    persistenceId: null,
    get: () => Object.entries(assist.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`),
  }, false);
  Yasqe.defaults.autocompleters = ["release-prefixes", "release-class", "release-property", "variables"];
  Yasqe.defaults.prefixCcApi = null;
}

// An IRI of ours is read here, wherever "here" is.
function keepLinksHere(element) {
  const rewrite = (event) => {
    const link = event.target.closest?.("a[href]");
    const iri = link?.getAttribute("href");
    if (iri?.startsWith(base)) link.href = root + iri.slice(base.length);
  };
  for (const kind of ["pointerover", "focusin", "click"]) element.addEventListener(kind, rewrite, true);
}

function addPrefixes(query, prefixes) {
  const used = Object.keys(prefixes).filter((prefix) =>
    new RegExp(`(^|[\\s(,;|/^!])${prefix}:`).test(query) && !new RegExp(`prefix\\s+${prefix}:`, "i").test(query));
  return used.map((prefix) => `PREFIX ${prefix}: <${prefixes[prefix]}>\n`).join("") + query;
}

function start(assist) {
  completeFromRelease(assist);
  const place = document.createElement("div");
  form.before(place);
  form.hidden = true;
  const yasqe = new Yasqe(place, {
    value: plain.value,
    persistenceId: null,
    requestConfig: { endpoint: root + "sparql", method: "POST" },
    createShareableLink: () => link(yasqe.getValue()),
    showQueryButton: true,
    resizeable: true,
    editorHeight: "22em",
  });
  yasqe.getInputField().setAttribute("aria-label", "Query");
  const results = page.querySelector("#results");
  Yasr.registerPlugin("chart", Chart);
  const yasr = new Yasr(results, {
    persistenceId: null,
    prefixes: { ...assist.prefixes, condition: `${base}condition/` },
    pluginOrder: ["table", "chart", "response"],
    defaultPlugin: "table",
  });
  keepLinksHere(results);
  yasqe.on("query", () => history.replaceState(null, "", link(yasqe.getValue())));
  yasqe.on("queryResponse", (_, response, duration) => {
    yasr.setResponse(response, duration);
    page.querySelector("#said").textContent = "The answer is below.";
  });
  const show = (query) => { yasqe.setValue(query); yasqe.query().catch(tell); };
  page.querySelector("#prefixes").addEventListener("click", () =>
    yasqe.setValue(addPrefixes(yasqe.getValue(), assist.prefixes)));
  page.querySelector("#book").addEventListener("click", (event) => {
    const chosen = event.target.closest("a[data-name]");
    const question = chosen && assist.questions[chosen.dataset.name];
    if (!question) return;
    event.preventDefault();
    show(question.query);
  });
  page.querySelector("#link").addEventListener("click", async () => {
    const said = page.querySelector("#said");
    history.replaceState(null, "", link(yasqe.getValue()));
    said.textContent = "The address of this page now carries the query.";
    await navigator.clipboard?.writeText(location.href).then(() => { said.textContent = "Copied."; }, () => undefined);
  });
  page.querySelector("#tools").hidden = false;
  if (new URLSearchParams(location.search).has("query")) yasqe.query().catch(tell);
}

// What the server refuses is shown with the results; this is what never came to an answer.
const tell = (error) => { page.querySelector("#said").textContent = `No answer: ${error?.message ?? error}`; };

const link = (query) => `${root}sparql?query=${encodeURIComponent(query)}`;

fetch(`${root}sparql/assist.json`).then((response) => response.json()).then(start);
