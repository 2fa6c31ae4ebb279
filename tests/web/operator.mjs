// An operator watches: rounds and their reports, how fields mix, what if the
// rules were others, a report decided on. Whoever is none sees nothing of it.
import { assert, findings, house, member, run, serendipctl, settled, until } from './browser.mjs'

const WIDE = { viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false }

// After another round, the map as it was after the first and as it is; its
// strongest colours can be read in the dark, too.
async function mixing(browser, eve, shows) {
  await member(browser, 'Cy', { domain: 'health/nurse', languages: ['de'] }, {}, WIDE)
  await member(browser, 'Di', { domain: 'law/judge', languages: ['de'] }, {}, WIDE)
  serendipctl('rounds', 'run', 'weekly')
  await shows('mixing', 'Who met')
  const slider = eve.getByRole('slider', { name: 'Up to which round' })
  const map = () => eve.getByRole('table').first().evaluate((t) => [...t.querySelectorAll('td')].map((e) => e.title).join('\n'))
  const last = await map()
  assert.equal(await slider.inputValue(), '2')
  await slider.press('ArrowLeft')
  await until('the map of the first round', async () => await map() !== last)
  await eve.getByText(/^Up to /).waitFor()
  await slider.press('ArrowRight')
  await until('the map of both', async () => await map() === last)
  // Which are the strongest is chance: here all are.
  await eve.evaluate(() => document.querySelectorAll('.heat .warm, .heat .cool')
    .forEach((e, i) => { e.className = i % 2 ? 'warm' : 'cool'; e.style.setProperty('--strength', '100%') }))
  for (const colorScheme of ['dark', 'light']) {
    await eve.emulateMedia({ colorScheme })
    assert.deepEqual(await findings(eve), [], `axe, the map, ${colorScheme}`)
  }
}

async function operator(browser) {
  const ana = await member(browser, 'Ana', { domain: 'food/cook', languages: ['fr'] }, {}, WIDE)
  const bo = await member(browser, 'Bo', { domain: 'arts/musician', languages: ['fr'] }, {}, WIDE)
  const eve = await member(browser, 'Eve', { domain: 'law/judge', languages: ['en'] }, {}, WIDE)
  const shows = async (at, name) => {
    await eve.goto(`${house.url}/#/operator/${at}`)
    await settled(eve)
    if (name) await eve.getByText(name).first().waitFor()
    assert.deepEqual(await findings(eve), [], `axe, ${at}`)
  }

  await ana.goto(`${house.url}/#/operator`)
  await ana.getByRole('heading', { name: 'There is no such page' }).waitFor()
  await ana.goto(`${house.url}/#/`)
  serendipctl('members', 'role', eve.email, 'operator')
  await eve.goto(`${house.url}/#/me`)
  await eve.reload()
  await eve.getByRole('link', { name: /Operator/ }).click()
  await eve.getByText('planned').waitFor()
  await eve.getByRole('button', { name: 'Run a round now' }).click()
  await eve.getByRole('dialog').getByRole('button', { name: 'Run a round now' }).click()
  await eve.getByText('What the draw reached').first().waitFor()
  await eve.getByRole('rowheader', { name: 'What I do' }).waitFor()
  await eve.getByText('Ana × Bo').or(eve.getByText('Bo × Ana')).first().waitFor()
  assert.deepEqual(await findings(eve), [], 'axe, a round')

  // Something reported, which their page hears of, and decided on.
  await eve.goto(`${house.url}/#/operator/reports`)
  await eve.getByText('Nothing waits for a decision.').waitFor()
  await ana.getByText('More', { exact: true }).click()
  await ana.getByRole('button', { name: 'Report', exact: true }).click()
  await ana.getByRole('dialog').getByRole('radio', { name: 'Advertising' }).check()
  await ana.getByLabel('What happened').fill('Nothing but leaflets.')
  await ana.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  await ana.getByText('Thank you. The operators look into it.').waitFor()
  await eve.getByText('Advertising: Bo').waitFor()
  await shows('reports', 'Advertising: Bo')
  await eve.getByRole('link', { name: /Advertising/ }).click()
  await eve.getByText('Nothing but leaflets.').waitFor()
  await eve.getByRole('radio', { name: 'Dismiss' }).check()
  await eve.getByLabel('What both are told').fill('Leaflets are fine.')
  await eve.getByRole('button', { name: 'Decide' }).click()
  await eve.getByText('Decided; both get a letter.').waitFor()
  await eve.getByText('Nothing waits for a decision.').waitFor()
  await eve.getByRole('heading', { name: 'Decided' }).waitFor()
  await eve.getByText('Advertising: Bo').waitFor()

  await mixing(browser, eve, shows)
  await shows('letters', 'No letter has failed.')
  await shows('whatif', 'What if')
  await eve.getByLabel('Requirements, one a line').fill('differ domane')
  await eve.getByRole('button', { name: 'Play' }).click()
  await eve.getByRole('alert').getByText('domane').waitFor()
  await eve.getByLabel('Requirements, one a line').fill('unacquainted')
  await eve.getByRole('button', { name: 'Play' }).click()
  await eve.getByRole('columnheader', { name: 'As proposed' }).waitFor()
  await eve.getByRole('heading', { name: 'What each requirement costs' }).waitFor()
  await eve.getByText('By the proposed rules nobody sits out who need not.').waitFor()
  assert.deepEqual([...ana.faults, ...bo.faults, ...eve.faults].filter((f) => !/status of 422/.test(f)), [])
}

await run(operator)
