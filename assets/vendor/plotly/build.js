// Builds plotly.min.js, what stands beside it ready compressed, and LICENSES.txt: `make bundle` runs it.
//
// Plotly's own file has forty kinds of traces, maps and 3D among them. The site draws with four, and a first visit waits for
// the file: whole it is three and a half times as large and takes ten times as long to start.
import { build } from "esbuild"
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { brotliCompressSync, constants, gzipSync } from "node:zlib"

const FILE = "plotly.min.js"
const TRACES = ["bar", "contour", "heatmap"] // scatter is in the core
const folder = import.meta.dirname

/** Nearest folder above a file that belongs to a package. */
function packageOf(/** @type {string} */ path) {
  let at = dirname(join(folder, path))
  for (; ; at = dirname(at)) {
    const file = join(at, "package.json")
    if (existsSync(file) && JSON.parse(readFileSync(file, "utf-8")).version) return at
  }
}

/** Name, version and licence of a package, in its own words. */
function licence(/** @type {string} */ at) {
  const { name, version, license } = JSON.parse(readFileSync(join(at, "package.json"), "utf-8"))
  const file = readdirSync(at).find(each => /^licen[cs]e/i.test(each))
  const words = file ? readFileSync(join(at, file), "utf-8") : `${license}\n`
  return `${name} ${version}\n\n${words.replaceAll("\r\n", "\n").replace(/[ \t]+$/gm, "").trim()}\n`
}

const { version } = JSON.parse(readFileSync(join(folder, "node_modules/plotly.js/package.json"), "utf-8"))
const registered = TRACES.map(trace => `require("plotly.js/lib/${trace}")`)
const { metafile, outputFiles: [{ contents }] } = await build({
  stdin: { contents: `module.exports = require("plotly.js/lib/core"); module.exports.register([${registered}])`, resolveDir: folder },
  absWorkingDir: folder,
  bundle: true,
  minify: true,
  write: false,
  outfile: FILE,
  metafile: true,
  format: "iife",
  globalName: "Plotly",
  target: "es2020",
  define: { global: "window", "define.amd": "false" },
  loader: { ".css": "empty" }, // that of the maps
  legalComments: "none", // they stand in LICENSES.txt
  banner: { js: `/* plotly.js v${version}: the core, ${TRACES.join(", ")}. Licences: LICENSES.txt beside this file. */` },
})
const packages = [...new Set(Object.keys(metafile.inputs).filter(path => path.startsWith("node_modules/")).map(packageOf))]
const name = join(folder, FILE)
writeFileSync(name, contents)
writeFileSync(`${name}.gz`, gzipSync(contents, { level: constants.Z_BEST_COMPRESSION }))
writeFileSync(`${name}.br`, brotliCompressSync(contents, {
  params: { [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: contents.length },
}))
writeFileSync(join(folder, "LICENSES.txt"), packages.map(licence).toSorted().join(`\n${"-".repeat(80)}\n\n`))
