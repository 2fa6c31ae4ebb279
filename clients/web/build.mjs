// Makes the site: `node build.mjs OUT`, from a folder with node_modules beside
// this one's package.json (web.cmake arranges that). Everything below assets/
// has its hash in its name; everything that gets smaller is also there as .br
// and .gz, which serendipd hands out as it is.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { said } from "./said.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
const require = createRequire(join(process.cwd(), "package.json"));

// What the first page needs, in the order in which it is asked for; fonts are
// found out from the style sheet's own imports.
const ENTRIES = { main: "src/main.tsx", style: "src/style.css" };
const FIRST = "src/first.ts";
const SMALLER = /\.(html|js|css|svg|webmanifest|txt)$/;
const OFFLINE = /^assets\/.*\.(js|css|woff2)$/;

const SETTINGS = {
  absWorkingDir: here,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  outdir: join(out, "assets"),
  nodePaths: [join(process.cwd(), "node_modules")],
  bundle: true,
  target: ["es2020", "safari15", "firefox102"],
  minify: true,
  charset: "utf8",
  metafile: true,
  legalComments: "none",
};

const nameOf = (path) => relative(out, join(here, path)).replaceAll("\\", "/");

// One file for all that is there from the beginning. esbuild makes a file for each
// set of parts that share something, and each is a connection for a phone to open.
// Where a page that comes later is said to need all of the beginning, which it
// finds there in any case, there is one such set.
const together = {
  name: "together",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/pages\// }, ({ kind, path, resolveDir }) => kind === "dynamic-import"
      ? { namespace: "later", path: join(resolveDir, path) } : undefined);
    onLoad({ filter: /./, namespace: "later" }, ({ path }) => ({
      resolveDir: here,
      contents: `import "./${ENTRIES.main}"; export * from ${JSON.stringify(path)};`,
    }));
  },
};

// esbuild keeps a file for what all parts share of its own, also where that is
// nothing: nobody shall wait for it.
async function withoutEmpty(outputs) {
  const empty = Object.keys(outputs).filter((path) => path.endsWith(".js") && outputs[path].bytes === 0);

  for (const path of empty) {
    await rm(join(here, path));
    delete outputs[path];
  }
  for (const [path, made] of Object.entries(outputs)) {
    const gone = made.imports.filter((i) => empty.includes(i.path));
    if (gone.length === 0) continue;
    let text = await readFile(join(here, path), "utf8");
    for (const { path: of } of gone) text = text.replace(`import"./${basename(of)}";`, "");
    await writeFile(join(here, path), text);
    made.imports = made.imports.filter((i) => !gone.includes(i));
  }
}

async function bundle() {
  const result = await build({
    ...SETTINGS,
    entryPoints: ENTRIES,
    splitting: true,
    plugins: [together, said(process.cwd())],
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".woff2": "file", ".svg": "text" },
  });
  const names = {}, words = {};
  await withoutEmpty(result.metafile.outputs);
  for (const [path, made] of Object.entries(result.metafile.outputs)) {
    const name = nameOf(path);
    const language = /^src\/words\/(\w+)\.ts$/.exec(made.entryPoint ?? "");
    if (language) words[language[1]] = `/${name}`;
    for (const [entry, source] of Object.entries(ENTRIES))
      if (made.entryPoint === source) names[entry] = name;
    const font = /(figtree|young-serif)[^/]*\.woff2$/.exec(name);
    if (font) names[font[1]] = name;
  }
  // The entry itself only names that file.
  const [entry, main] = Object.entries(result.metafile.outputs)
    .find(([, made]) => made.entryPoint === ENTRIES.main);
  const [all, ...more] = main.imports.filter((i) => i.kind === "import-statement");
  if (!all || more.length) throw new Error("build.mjs: the beginning is in several files");
  names.main = nameOf(all.path);
  await rm(join(here, entry));
  const first = await build({
    ...SETTINGS, entryPoints: [FIRST], format: "iife", define: { WORDS: JSON.stringify(words) },
  });
  names.first = nameOf(Object.keys(first.metafile.outputs)[0]);
  return names;
}

// The licences of what was bundled travel with it.
async function licences() {
  const { dependencies } = JSON.parse(
    await readFile(join(here, "package.json"), "utf8"),
  );
  const names = [...Object.keys(dependencies), "@preact/signals-core",
    "d3-dispatch", "d3-quadtree", "d3-timer", "openapi-typescript-helpers"];
  const parts = await Promise.all(names.map(async (name) => {
    const folder = dirname(require.resolve(`${name}/package.json`, {
      paths: [process.cwd()],
    }));
    const file = (await readdir(folder)).find((f) => /^licen[cs]e/i.test(f));
    return `${name}\n\n${file ? await readFile(join(folder, file), "utf8") : "MIT"}`;
  }).map((part) => part.catch(() => "")));
  await writeFile(join(out, "licences.txt"),
    parts.filter(Boolean).join("\n\n---\n\n"));
}

async function files(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(entries.map((e) => e.isDirectory()
    ? files(join(folder, e.name)) : [join(folder, e.name)]));
  return found.flat();
}

// Names stand in templates as %main%.
function fill(text, words) {
  return text.replace(/%(\w[\w-]*)%/g, (_, word) => {
    if (!(word in words)) throw new Error(`build.mjs: no %${word}%`);
    return words[word];
  });
}

async function pages(names) {
  const html = await readFile(join(here, "src/index.html"), "utf8");
  await writeFile(join(out, "index.html"), fill(html, names));
  const shell = (await files(out)).map((f) => relative(out, f))
    .filter((f) => OFFLINE.test(f)).sort();
  const version = createHash("sha256").update(shell.join()).digest("hex");
  const worker = await readFile(join(here, "src/sw.js"), "utf8");
  await writeFile(join(out, "sw.js"), fill(worker, {
    version: version.slice(0, 12),
    shell: JSON.stringify(["/", ...shell.map((f) => `/${f}`)]),
  }));
}

async function compress() {
  for (const file of (await files(out)).filter((f) => SMALLER.test(f))) {
    const plain = await readFile(file);
    const br = brotliCompressSync(plain, {
      params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    });
    const gz = gzipSync(plain, { level: 9 });
    if (br.length < plain.length) await writeFile(`${file}.br`, br);
    if (gz.length < plain.length) await writeFile(`${file}.gz`, gz);
  }
}

if (!out) {
  console.error(`Usage: node ${basename(process.argv[1])} OUT`);
  process.exit(2);
}
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await cp(join(here, "public"), out, { recursive: true });
const names = await bundle();
await licences();
await pages(names);
await compress();
