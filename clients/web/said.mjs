// What the house refuses with is English, as programs want it. The command line
// has the French for it (clients/link/said.c, clients/language/fr.po); here the
// same rows become a module "said/fr", so that nobody translates them twice.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

// "a" "b" of C and of .po files, joined; \" and \n are all that they escape.
const text = (literals) => [...literals.matchAll(/"((?:[^"\\]|\\.)*)"/g)]
  .map((m) => m[1]).join("").replace(/\\n/g, "\n").replace(/\\(.)/g, "$1");

async function rows(folder) {
  const source = await readFile(join(folder, "said.c"), "utf8");
  const po = await readFile(join(folder, "fr.po"), "utf8");
  const french = new Map([...po.matchAll(/^msgid ((?:"[^\n]*"\n)+)msgstr ((?:"[^\n]*"\n?)+)/gm)]
    .map((m) => [text(m[1]), text(m[2])]));
  const table = source.slice(source.indexOf("sentences[] = {"), source.indexOf("\n};"));
  const sentences = [...table.matchAll(/N_\(((?:\s*"(?:[^"\\]|\\.)*")+)\)/g)].map((m) => text(m[1]));
  const found = sentences.filter((s) => french.get(s)).map((s) => [s, french.get(s)]);

  if (found.length === 0) throw new Error("said.mjs: no sentence was found");
  return found;
}

// For esbuild. `folder` has said.c and fr.po.
export const said = (folder) => ({
  name: "said",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^said\/fr$/ }, ({ path }) => ({ namespace: "said", path }));
    onLoad({ filter: /./, namespace: "said" }, async () => ({
      contents: `export const sentences = ${JSON.stringify(await rows(folder))};`,
    }));
  },
});
