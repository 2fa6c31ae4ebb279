// What crosses on a slow wire: somebody goes on while an answer is on its way, and what
// they did stays.
import { assert, house, member, run, serendipctl, until } from './browser.mjs'

// A service worker's requests cannot be held.
const OPTIONS = { serviceWorkers: 'block' }

// Holds the answers to what `pattern` and `method` say, until they are let go one by
// one, kept[0](), or all.
async function held(page, pattern, method) {
  const kept = []
  let letGo
  const gone = new Promise((resolve) => { letGo = resolve })

  await page.route(pattern, async (route) => {
    if (route.request().method() !== method) return route.fallback()
    const response = await route.fetch()

    await Promise.race([gone, new Promise((resolve) => { kept.push(resolve) })])
    await route.fulfill({ response })
  })
  return { kept, letGo }
}

const askAnew = (page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))

async function met(browser) {
  const ana = await member(browser, 'Ana', { domain: 'food/cook', languages: ['fr'] }, {}, OPTIONS)
  const bo = await member(browser, 'Bo', { domain: 'arts/musician', languages: ['fr'] }, {}, OPTIONS)
  const tap = (page, name) => page.getByRole('button', { name, exact: true }).tap()
  const yes = "Yes, I'd like to meet"

  serendipctl('rounds', 'run', 'weekly')
  await ana.getByRole('button', { name: yes }).waitFor()

  // Bo says yes. Before Ana's page knows, she does, too: what is older comes later, and
  // no event says so.
  await ana.route('**/v1/events*', (route) => route.abort())
  await ana.reload()
  await ana.getByRole('button', { name: yes }).waitFor()
  await tap(bo, yes)
  await bo.getByText('You said yes.').first().waitFor()
  const old = await held(ana, /\/v1\/introductions\/[^/]+$/, 'GET')
  await askAnew(ana)
  await until('the page to ask anew', () => old.kept.length)
  await tap(ana, yes)
  await ana.getByRole('link', { name: bo.email }).waitFor()
  await ana.evaluate((text) => {
    window.wentBack = false
    new MutationObserver(() => { window.wentBack ||= document.body.innerText.includes(text) })
      .observe(document.body, { childList: true, subtree: true, characterData: true })
  }, yes)
  old.letGo()
  await tap(ana, 'We met')
  await ana.getByText('You have met Bo.').waitFor()
  assert.equal(await ana.evaluate(() => window.wentBack), false, 'what was said is shown as unsaid')

  // What is saved is on its way, and it was otherwise after all.
  const save = await held(ana, /\/outcome$/, 'POST')
  await ana.getByRole('group', { name: 'How was it?' }).getByRole('radio', { name: 'Good' }).check()
  await tap(ana, 'Save')
  await until('the answer', () => save.kept.length)
  await tap(ana, 'It was otherwise')
  await ana.getByRole('button', { name: 'We did not' }).waitFor()
  const came = ana.waitForResponse(/\/outcome$/)
  save.letGo()
  await came
  await ana.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
  await tap(ana, 'We did not')
  await ana.getByRole('heading', { name: 'You did not meet' }).waitFor()
  assert.deepEqual([...ana.faults, ...bo.faults].filter((f) => !/ERR_FAILED/.test(f)), [])
}

// In the page, which does not know of it.
const skip = () => fetch('/v1/pools/weekly/membership', {
  method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{"skip_next":true}' })

// However often a page asks anew, each answer is shown as it comes: one that is always
// overtaken by the next question would never be.
async function asked(browser) {
  const cy = await member(browser, 'Cy', { domain: 'law/judge', languages: ['de'] }, {}, OPTIONS)

  await cy.evaluate(skip)
  const pools = await held(cy, '**/v1/pools', 'GET')
  for (const times of [1, 2]) {
    await askAnew(cy)
    await until('the page to ask anew', () => pools.kept.length === times)
  }
  pools.kept[0]()
  await cy.getByText('You skip this one.').waitFor()
  pools.letGo()
  assert.deepEqual(cy.faults, [])
}

// Two languages, one after the other: the last one is that of letters, too.
async function spoken(browser) {
  const di = await member(browser, 'Di', { domain: 'law/judge', languages: ['de'] }, {}, OPTIONS)

  await di.goto(`${house.url}/#/me`)
  const told = await held(di, '**/v1/me', 'PATCH')
  await di.getByLabel('Language').selectOption('fr')
  await until('French', () => told.kept.length === 1)
  await di.getByLabel('Langue').selectOption('en')
  await di.getByLabel('Language').waitFor()
  told.letGo()
  await until('English', () => di.evaluate(async () => (await (await fetch('/v1/me')).json()).language === 'en'))
  assert.deepEqual(di.faults, [])
}

// What was picked, and then otherwise, is not shown as unpicked by the answer to the first.
async function picked(browser) {
  const flo = await member(browser, 'Flo', { domain: 'law/judge', languages: ['de'] }, {}, OPTIONS)
  const radio = (name) => flo.getByRole('radio', { name, exact: true })

  await flo.goto(`${house.url}/#/pools`)
  await radio('Every week').waitFor()
  // By this the answer to the first will be known.
  await flo.evaluate(skip)
  const told = await held(flo, '**/v1/pools/weekly/membership', 'PUT')
  const pools = await held(flo, '**/v1/pools', 'GET')
  await radio('Every 2 weeks').check()
  await until('the first', () => told.kept.length === 1)
  told.kept[0]()
  await until('the question', () => pools.kept.length === 1)
  await radio('Every week').check()
  await until('the second', () => told.kept.length === 2)
  pools.kept[0]()
  await flo.getByText('You skip this one.').waitFor()
  assert.ok(await radio('Every week').isChecked(), 'what was picked last')
  told.letGo()
  pools.letGo()
  await until('every week', () => flo.evaluate(async () => (await (await fetch('/v1/pools')).json()).pools[0].every === 1))
  assert.ok(await radio('Every week').isChecked(), 'what is so')
  assert.deepEqual(flo.faults, [])
}

// Enter before there are suggestions takes the first of what was typed, once they
// come, and none of those from before.
async function typed(browser) {
  const eve = await member(browser, 'Eve', { domain: 'law/judge', languages: ['de'] }, {}, OPTIONS)

  await eve.goto(`${house.url}/#/profile`)
  const languages = eve.getByRole('combobox', { name: 'Languages I speak' })
  await languages.focus()
  await eve.getByRole('option').first().waitFor()
  await languages.evaluate(async (e) => {
    e.value = 'finn'
    e.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await null
    e.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  })
  await eve.getByRole('button', { name: 'Finnish: take it away' }).waitFor()
  assert.deepEqual(await eve.getByRole('button', { name: /: take it away$/ }).allTextContents(), ['German×', 'Finnish×'])
}

await run(met, asked, spoken, picked, typed)
