// The page of `serendipctl simulate --html`: nothing that axe finds, light and dark,
// no sideways scrolling at 320 px, and nobody asked for anything.
import { readFileSync, writeFileSync } from 'node:fs'
import { assert, findings, house, open, run, serendipctl } from './browser.mjs'

const LOOKS = [
  { colorScheme: 'light', viewport: { width: 320, height: 640 } },
  { colorScheme: 'dark', viewport: { width: 1280, height: 800 }, isMobile: false },
]
const FILE = `${house.folder}/whatif.html`

function write() {
  const rules = `${house.folder}/new.yaml`
  writeFileSync(rules, readFileSync(house.config, 'utf8').replace('share languages', 'share languages at least 2'))
  serendipctl('simulate', '--rules', rules, '--pool', 'weekly', '--rounds', '4', '--html', FILE)
}

async function looked(browser) {
  write()
  for (const options of LOOKS) {
    // As it is: whatever its own policy forbids would be a fault.
    const page = await open(browser, options)
    await page.goto(`file://${FILE}`)
    await page.getByRole('heading', { level: 1, name: 'Other rules for weekly' }).waitFor()
    assert.deepEqual(page.faults, [`asks file://${FILE}`])
    const [wide, most] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    assert.ok(wide <= most, `${wide} px wide on ${most}`)
    await page.context().close()
    // axe is a script, which that policy forbids, too.
    const judged = await open(browser, { ...options, bypassCSP: true })
    await judged.goto(`file://${FILE}`)
    assert.deepEqual(await findings(judged), [])
    await judged.context().close()
  }
}

// A folded table opens by the keyboard, and without any script.
async function unfolded(browser) {
  const page = await open(browser, LOOKS[1])
  await page.goto(`file://${FILE}`)
  const folded = page.locator('details').first()
  const was = await folded.getAttribute('open')
  await folded.locator('summary').focus()
  await page.keyboard.press('Enter')
  assert.notEqual(await folded.getAttribute('open'), was)
  await page.context().close()
}

await run(looked, unfolded)
