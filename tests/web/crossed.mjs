// What crosses on a slow wire: somebody goes on while an answer is on its way, and what
// they did stays.
import { assert, house, member, run, serendipctl, until } from './browser.mjs'

// A service worker's requests cannot be held.
const OPTIONS = { serviceWorkers: 'block' }

// Holds the answers to what `is` says, until let go.
async function held(page, pattern, method) {
  const kept = []
  let letGo
  const gone = new Promise((resolve) => { letGo = resolve })

  await page.route(pattern, async (route) => {
    if (route.request().method() !== method) return route.fallback()
    const response = await route.fetch()

    kept.push(response)
    await gone
    await route.fulfill({ response })
  })
  return { kept, letGo }
}

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
  await ana.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
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

await run(met)
