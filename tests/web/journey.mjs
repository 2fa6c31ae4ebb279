// Two people sign up on their phones, in two languages; they are introduced, both say yes, talk
// live, agree on an hour, say how it was, see their network change; at last one
// blocks the other. An operator watches all of it, on a page that is never loaded
// anew.
import { assert, house, letters, member, open, pick, run, serendipctl, signUp, until, words } from './browser.mjs'

const DESK = { viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false }
const hours = (...names) => async (page) => {
  for (const name of names) await page.getByRole('gridcell', { name }).tap()
}

// An operator at a desk, with the list of rounds before them.
async function operator(browser) {
  const eve = await member(browser, 'Eve', { domain: 'law/judge', languages: ['de'] }, {}, DESK)

  serendipctl('members', 'role', eve.email, 'operator')
  await eve.reload()
  await eve.goto(`${house.url}/#/operator`)
  await eve.getByText('planned').waitFor()
  await eve.evaluate(() => { window.atTheBeginning = true })
  return eve
}

// The same page goes on to another part.
const turnTo = (eve, part) => eve.getByRole('navigation', { name: 'Operator' }).getByRole('link', { name: part, exact: true }).click()

async function journey(browser) {
  const eve = await operator(browser)
  const ana = await open(browser)
  const bo = await open(browser, { locale: 'fr-FR', timezoneId: 'America/Montreal' })

  await signUp(ana, 'en', 'ana.ferreira@example.org', 'Ana Ferreira', {
    domain: pick('cook', 'Cook'), offers: words('bread'), seeks: pick('bookk', 'bookkeeping'), interests: pick('bee', 'bees'),
    free: hours('Monday 12 to 13', 'Tuesday 17 to 18'), pitch: (page) => page.getByLabel('I do').fill('I bake.'),
  })
  await signUp(bo, 'fr', 'bo.lindqvist@example.org', 'Bo Lindqvist', {
    domain: pick('music', /Musi/), offers: pick('tenue', 'tenue des comptes'), seeks: words('bread'), interests: words('Abeilles'),
    free: hours('lundi de 11 à 12 heures', 'mardi de 11 à 12 heures'),
    pitch: (page) => page.getByLabel('Je fais').fill("Je joue de l’alto."),
  })
  // Ana would rather speak French, as she says on a second thought.
  await ana.goto(`${house.url}/#/profile`)
  await ana.getByRole('combobox', { name: 'Languages I speak' }).fill('fren')
  await ana.getByRole('option', { name: 'French' }).first().tap()
  await ana.getByRole('button', { name: 'English: take it away' }).tap()
  await ana.getByRole('button', { name: 'Save' }).tap()
  await ana.getByText('Saved.').waitFor()
  await ana.getByRole('link', { name: 'This week' }).tap()
  const title = (page, name) => page.getByRole('heading', { name }).first()

  await ana.getByText(/^Monday|in \d+|tomorrow/).first().waitFor()
  // Nothing is reloaded: the page hears of the round.
  serendipctl('rounds', 'run', 'weekly')
  await title(ana, 'Bo Lindqvist').waitFor()
  await title(bo, 'Ana Ferreira').waitFor()
  // So does the operator's: who was introduced, beside what chance gives.
  await eve.getByRole('link', { name: /introduced/ }).click()
  await eve.getByText('Ana Ferreira × Bo Lindqvist').or(eve.getByText('Bo Lindqvist × Ana Ferreira')).first().waitFor()
  await eve.getByRole('rowheader', { name: 'What I do' }).waitFor()
  await ana.getByText('You come from different fields').waitFor()
  // What they look for and give, and like, is the same in either language.
  await ana.getByText('bees').first().waitFor()
  await bo.getByText('abeilles').first().waitFor()
  await bo.getByText('tenue des comptes').first().waitFor()
  await bo.getByText('Vous venez de domaines différents').waitFor()
  assert.equal(await ana.getByText(bo.email).count(), 0, 'no address before both say yes')

  await ana.getByRole('button', { name: "Yes, I'd like to meet" }).tap()
  await ana.getByText('You said yes. Bo Lindqvist can answer until').waitFor()
  await bo.getByRole('button', { name: 'Oui, avec plaisir' }).tap()
  await ana.getByRole('link', { name: bo.email }).waitFor()
  await bo.getByRole('link', { name: ana.email }).waitFor()

  // The thread, live on both sides.
  const saysAna = ana.getByRole('textbox', { name: 'Write something' })
  await saysAna.fill('Which hour suits you? <b>Café</b>?')
  await ana.getByRole('button', { name: 'Send' }).tap()
  await bo.getByRole('log').getByText('Which hour suits you? <b>Café</b>?').waitFor()
  await bo.getByRole('textbox', { name: 'Écrire quelque chose' }).fill('Midi ?')
  await bo.getByRole('button', { name: 'Envoyer' }).tap()
  await ana.getByRole('log').getByText('Midi ?').waitFor()

  // An hour, proposed, agreed on, and in the calendar.
  await ana.getByRole('button', { name: 'Propose an hour' }).tap()
  await ana.getByLabel('Where').fill('Café du Port')
  await ana.getByRole('button', { name: 'Propose it' }).tap()
  await ana.getByText('You proposed it; no answer yet.').waitFor()
  await bo.getByText('Ana Ferreira la propose.').waitFor()
  await bo.getByRole('button', { name: 'Cela me va' }).tap()
  await ana.getByText('It is settled.').waitFor()
  const [file] = await Promise.all([
    ana.waitForEvent('download'), ana.getByRole('link', { name: 'Add to calendar' }).tap(),
  ])
  const calendar = await file.createReadStream()
  let text = ''
  for await (const piece of calendar) text += piece
  assert.match(text, /BEGIN:VEVENT[^]*Café du Port/)

  // How it was, in one tap and more.
  await ana.getByRole('button', { name: 'We met' }).tap()
  await ana.getByRole('radio', { name: 'Wonderful' }).check()
  await ana.getByLabel('What did you learn?').fill('How to tune a viola.')
  await ana.getByRole('button', { name: 'Save' }).tap()
  await ana.getByText('You have met Bo Lindqvist.').waitFor()
  await bo.getByText('Vous avez rencontré Ana Ferreira.').waitFor()

  await ana.getByRole('link', { name: 'My network' }).tap()
  await ana.getByText('One person, one thread.').waitFor()
  await ana.getByRole('img', { name: /1 person of 1 field / }).waitFor()
  await ana.getByText('The same as a table').first().tap()
  await ana.getByRole('rowheader', { name: 'Bo Lindqvist' }).waitFor()

  await turnTo(eve, 'Community')
  await eve.getByText('1 pair that has met').waitFor()
  await turnTo(eve, 'Mixing')
  await eve.getByText('100% (1 of 1 that are settled)').waitFor()
  await turnTo(eve, 'Reports')
  await eve.getByText('Nothing waits for a decision.').waitFor()

  // From the letter's link to the page, and blocked at last: the other's page
  // hears of it at once, and neither of whom nor why.
  await ana.getByRole('link', { name: 'This week' }).tap()
  await title(ana, 'Bo Lindqvist').waitFor()
  const link = await until('the letter to Bo', () => letters(bo.email)
    .map((t) => /#\/introductions\/([0-9a-f-]{36})/.exec(t)?.[1]).find(Boolean))
  await bo.goto(`${house.url}/#/introductions/${link}`)
  await bo.getByText('Plus', { exact: true }).tap()
  await bo.getByRole('button', { name: 'Signaler' }).tap()
  await bo.getByRole('dialog').getByRole('radio', { name: 'Publicité' }).check()
  await bo.getByLabel('Ce qui s’est passé').fill('Des prospectus.')
  await bo.getByRole('dialog').getByRole('button', { name: 'Envoyer' }).tap()
  await eve.getByText('Advertising: Ana Ferreira').waitFor()
  await bo.getByText('Plus', { exact: true }).tap()
  await bo.getByRole('button', { name: 'Bloquer' }).tap()
  await bo.getByRole('dialog').getByRole('button', { name: 'Bloquer' }).tap()
  await bo.getByText('Ana Ferreira : c’est bloqué.').waitFor()
  await title(ana, 'Between two introductions').waitFor()
  assert.equal(await ana.getByText('Bo Lindqvist').count(), 0)
  await ana.goto(`${house.url}/#/introductions/${link}`)
  await ana.getByText('This is not there (any more).').waitFor()

  // A report is for operators; whom somebody blocks is for nobody.
  await turnTo(eve, 'Rounds')
  await eve.getByText(/introduced/).first().waitFor()
  assert.equal(await eve.evaluate(() => document.body.innerText.includes('block')), false)
  assert.equal(await eve.evaluate(() => window.atTheBeginning), true, 'their page was never loaded anew')
  assert.deepEqual([ana.faults, bo.faults, eve.faults].flat().filter((f) => !/404/.test(f)), [])
}

// A member without a network still sees this week.
async function offline(browser) {
  const ida = await member(browser, 'Ida', { domain: 'law/judge', languages: ['en'] })
  await ida.evaluate(() => navigator.serviceWorker.ready)
  await ida.reload()
  await ida.getByRole('heading', { name: 'You are in, Ida.' }).waitFor()
  await ida.context().setOffline(true)
  await ida.reload()
  await ida.getByRole('heading', { name: 'You are in, Ida.' }).waitFor()
  await ida.getByText('There is no connection. What you see is from before').waitFor()
  await ida.context().setOffline(false)
  await ida.getByRole('link', { name: 'Me', exact: true }).tap()
  await ida.getByRole('button', { name: 'Sign out' }).tap()
  await ida.getByRole('link', { name: 'Join in a minute' }).waitFor()
  assert.equal(await ida.evaluate(async () => (await caches.keys()).includes('seen')), false,
    'nothing of a member stays on the device')
}

await run(journey, offline)
