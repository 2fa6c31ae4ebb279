// A new release while a page is open: its files have other names by then, and the
// former ones are gone. The page begins anew, once, and nothing looks broken.
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { assert, house, member, run, until } from './browser.mjs'

const assets = `${house.web}/assets`

// Every script has another name, wherever it stands.
async function release(n) {
  const names = readdirSync(assets).filter((f) => f.endsWith('.js'))
  const next = new Map(names.map((f) => [f, f.replace(/-\w+\.js$/, `-RELEASE${n}.js`).replace('chunk', `chunk${names.indexOf(f)}`)]))
  const all = [...names.map((f) => `${assets}/${f}`), `${house.web}/index.html`, `${house.web}/sw.js`]

  for (const file of all) {
    let text = readFileSync(file, 'utf8')
    for (const [was, now] of next) text = text.replaceAll(was, now)
    writeFileSync(file, text)
    for (const coding of ['br', 'gz']) rmSync(`${file}.${coding}`, { force: true })
  }
  for (const [was, now] of next) renameSync(`${assets}/${was}`, `${assets}/${now}`)
  process.kill(house.pid, 'SIGHUP')
}

const served = (page, n) => until('the new release', () =>
  page.evaluate(async (x) => (await (await fetch('/', { cache: 'no-store' })).text()).includes(`RELEASE${x}`), n))

async function newRelease(browser) {
  const ana = await member(browser, 'Ana', { domain: 'food/cook', languages: ['en'] }, {}, { serviceWorkers: 'block' })

  await ana.evaluate(() => { window.before = true })
  await release(1)
  await served(ana, 1)
  await ana.getByRole('link', { name: 'My network' }).tap()
  await ana.getByText('Once you have met somebody').waitFor()
  assert.equal(await ana.evaluate(() => window.before), undefined, 'it began anew')
  // What is not there after that either is said, and asked for once, not for ever.
  for (const file of readdirSync(assets).filter((f) => f.startsWith('mine'))) rmSync(`${assets}/${file}`)
  process.kill(house.pid, 'SIGHUP')
  await until('a file that is gone', () => ana.evaluate(async () =>
    (await fetch('/assets/mine-RELEASE1.js', { cache: 'no-store' })).status === 404))
  await ana.evaluate(() => { window.before = true })
  await ana.getByRole('link', { name: 'Me', exact: true }).tap()
  await ana.getByRole('alert').getByText('There is a newer version').waitFor()
  assert.equal(await ana.evaluate(() => window.before), undefined, 'it tried once')
}

await run(newRelease)
