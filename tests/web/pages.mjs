// Every page: nothing that axe finds, in light and dark, with a keyboard's focus
// to be seen, no sideways scrolling at 320 px, nobody else asked for anything.
import { assert, house, look, member, open, run, serendipctl } from './browser.mjs'

const OPEN = ['', 'join', 'signin', 'objection/x', 'refuse/x', 'signin/x', 'valueOf', '%']
const MINE = ['', 'network', 'suggest', 'me', 'profile', 'pools', 'people', 'history', 'letters', 'invitations', 'account', 'nothing', 'constructor', '%']
const LOOKS = [
  { colorScheme: 'light', locale: 'en-GB', viewport: { width: 320, height: 640 } },
  { colorScheme: 'dark', locale: 'fr-FR', viewport: { width: 1280, height: 800 }, isMobile: false },
]

async function strangers(browser) {
  for (const options of LOOKS) {
    const page = await open(browser, options)
    for (const at of OPEN) await look(page, at)
    assert.deepEqual(page.faults, [])
    await page.context().close()
  }
}

async function members(browser) {
  const ana = await member(browser, 'Ana', {
    domain: 'food/cook', languages: ['fr'], free: ['mon 8-20'], offers: ['bread'], interests: ['opera'],
  }, { pitch: 'I bake.' }, LOOKS[0])
  const bo = await member(browser, 'Bo', {
    domain: 'arts/musician', languages: ['fr'], free: ['mon 8-20'], seeks: ['bread'], interests: ['opera'],
  }, { pitch: 'Je joue.', language: 'fr' }, LOOKS[1])

  serendipctl('rounds', 'run', 'weekly')
  for (const page of [ana, bo]) {
    await page.getByRole('heading', { name: page === ana ? 'Bo' : 'Ana', exact: true }).waitFor()
    await look(page, '')
    await page.getByRole('button', { name: /^(Yes, I'd like|Oui, avec)/ }).click()
  }
  await ana.getByRole('link', { name: bo.email }).waitFor()
  for (const page of [ana, bo]) for (const at of MINE) await look(page, at)
  await closed(browser)
  assert.deepEqual([...ana.faults, ...bo.faults], [])
}

// What was skipped is still there to look at.
async function closed(browser) {
  const cy = await member(browser, 'Cy', { domain: 'law/judge', languages: ['de'], offers: ['law'] }, { pitch: 'I judge.' }, LOOKS[0])
  const di = await member(browser, 'Di', { domain: 'health/nurse', languages: ['de'], seeks: ['law'] }, { pitch: 'Je soigne.', language: 'fr' }, LOOKS[1])

  serendipctl('rounds', 'run', 'weekly')
  await cy.getByRole('heading', { name: 'Di', exact: true }).waitFor()
  await cy.getByRole('button', { name: 'Not this time' }).click()
  await cy.getByRole('button', { name: 'Skip', exact: true }).click()
  await cy.getByRole('heading', { name: 'Between two introductions' }).waitFor()
  for (const page of [cy, di]) {
    const { introductions: [{ id }] } = await page.evaluate(async () => (await fetch('/v1/me/introductions')).json())
    await look(page, `introductions/${id}`)
    assert.equal(await page.locator('article.over').count(), 1)
  }
}

// Whoever wants no motion sees none.
async function still(browser) {
  const page = await open(browser, { reducedMotion: 'reduce' })
  await page.goto(house.url)
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0)
}

await run(strangers, members, still)
