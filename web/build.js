// Bundle what pages load from npm: the query editor with its results, and the forces of the neighbourhood drawing.
import { build } from "esbuild";

const shared = {
  outdir: "../src/mendelgraph/site/static/vendor",
  bundle: true,
  minify: true,
  target: "es2020",
  legalComments: "linked",
  logLevel: "warning",
  define: { "process.env.NODE_ENV": '"production"', global: "window" },
};
await build({ ...shared, entryPoints: ["d3-force.js"], format: "iife", globalName: "d3" });
await build({
  ...shared,
  entryPoints: ["query.js"],
  format: "iife",
  loader: { ".svg": "dataurl", ".woff": "dataurl", ".woff2": "dataurl", ".ttf": "dataurl", ".png": "dataurl" },
});
