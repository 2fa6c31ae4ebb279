// Home is this week: how long until the next draw; whom one meets, by both clocks, and
// also without a network; that they met, in one tap; and the reason for nobody.
import { assert, house, member, open, run, serendipctl, settled, until } from './browser.mjs'

const FREE = ['mon 8-20', 'tue 8-20', 'wed 8-20', 'thu 8-20', 'fri 8-20', 'sat 8-20', 'sun 8-20']
const FRENCH = [{ language: 'fr' }, { locale: 'fr-FR' }]

async function countdown(page) {
  const time = page.locator('time').first()

  await page.getByText(/^(In|Dans) \d+ (hour|minute|day|heure|jour)s?$/i)
    .or(page.getByText(/^(tomorrow|demain|après-demain)/i)).first().waitFor()
  const left = new Date(await time.getAttribute('datetime')) - Date.now()
  // A week that has the end of summer time in it is an hour longer.
  assert.ok(left > 0 && left <= (7 * 24 + 1) * 3600000, `the next draw is in ${left} ms`)
}

async function week(browser) {
  const ana = await member(browser, 'Ana', { domain: 'food/cook', languages: ['fr'], free: FREE })
  const bo = await member(browser, 'Bo', { domain: 'arts/musician', languages: ['fr'], free: FREE },
    { ...FRENCH[0], zone: 'America/Montreal' }, { ...FRENCH[1], timezoneId: 'America/Montreal' })
  const eve = await member(browser, 'Eve', { domain: 'law/judge', languages: ['de'] }, ...FRENCH)

  for (const page of [ana, bo]) await countdown(page)
  await ana.evaluate(() => navigator.serviceWorker.ready)
  serendipctl('rounds', 'run', 'weekly')
  await ana.getByRole('heading', { name: 'Bo', exact: true }).waitFor()

  // Nobody for Eve, and why.
  await eve.getByRole('heading', { name: 'Personne la dernière fois, et pourquoi' }).waitFor()
  await eve.getByText(/n’ont aucune langue en commun avec vous/).waitFor()
  await countdown(eve)

  // The same moment by both clocks, which are some hours apart.
  const hours = ana.getByRole('table').filter({ has: ana.getByRole('columnheader', { name: 'Your clock' }) })
  await hours.getByRole('columnheader', { name: 'Bo' }).waitFor()
  const [mine, theirs] = await hours.getByRole('row').nth(1).getByRole('cell').allInnerTexts()
  const hour = (text) => Number(/(\d+):\d\d/.exec(text)[1])
  assert.ok([5, 6].includes((hour(mine) - hour(theirs) + 24) % 24), `${mine}, ${theirs}`)

  // The card is there without a network, too.
  await ana.reload()
  await settled(ana)
  await ana.getByRole('heading', { name: 'Why you two' }).waitFor()
  await ana.context().setOffline(true)
  await ana.reload()
  await ana.getByRole('heading', { name: 'Bo', exact: true }).waitFor()
  await ana.getByText('You come from different fields').waitFor()
  await ana.getByRole('status').getByText('What you see is from before').waitFor()
  await ana.context().setOffline(false)
  await ana.reload()

  // What is written is read out also where it is the first of the thread.
  await ana.getByRole('button', { name: "Yes, I'd like to meet" }).tap()
  await bo.getByRole('button', { name: 'Oui, avec plaisir' }).tap()
  await ana.getByText('Nobody has written yet').waitFor()
  await ana.getByRole('log').evaluate((log) => { log.wasThere = true })
  await bo.getByRole('textbox', { name: 'Écrire quelque chose' }).fill('Bonjour !')
  await bo.getByRole('button', { name: 'Envoyer' }).tap()
  await ana.getByRole('log').getByText('Bonjour !').waitFor()
  assert.equal(await ana.getByRole('log').evaluate((log) => log.wasThere), true)

  // One tap.
  await ana.getByRole('button', { name: 'We met' }).tap()
  await ana.getByText('You have met Bo.').waitFor()
  await until('Bo to hear of it', () => bo.getByText('Vous avez rencontré Ana.').count())
  assert.deepEqual([ana, bo, eve].flatMap((page) => page.faults).filter((f) => !/ERR_/.test(f)), [])
}

await run(week)
