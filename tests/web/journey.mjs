// Two people on their phones, in two languages: introduced, both say yes, talk
// live, agree on an hour, say how it was, see their network change; at last one
// blocks the other.
import { assert, house, letters, member, run, serendipctl, until } from './browser.mjs'

const FREE = ['mon 8-20', 'tue 8-20', 'wed 8-20', 'thu 8-20', 'fri 8-20']

async function journey(browser) {
  const ana = await member(browser, 'Ana Ferreira', {
    domain: 'food/cook', languages: ['fr'], free: FREE, offers: ['bread'], seeks: ['bookkeeping'], interests: ['opera'],
  }, { pitch: 'I bake.' })
  const bo = await member(browser, 'Bo Lindqvist', {
    domain: 'arts/musician', languages: ['fr'], free: FREE, offers: ['bookkeeping'], seeks: ['bread'], interests: ['opera'],
  }, { pitch: "Je joue de l'alto.", language: 'fr' }, { locale: 'fr-FR', timezoneId: 'America/Montreal' })
  const title = (page, name) => page.getByRole('heading', { name }).first()

  await ana.getByText(/^Monday|in \d+|tomorrow/).first().waitFor()
  // Nothing is reloaded: the page hears of the round.
  serendipctl('rounds', 'run', 'weekly')
  await title(ana, 'Bo Lindqvist').waitFor()
  await title(bo, 'Ana Ferreira').waitFor()
  await ana.getByText('You come from different fields').waitFor()
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

  // From the letter's link to the page, and blocked at last.
  const link = await until('the letter to Bo', () => letters(bo.email)
    .map((t) => /#\/introductions\/([0-9a-f-]{36})/.exec(t)?.[1]).find(Boolean))
  await bo.goto(`${house.url}/#/introductions/${link}`)
  await bo.getByText('Plus', { exact: true }).tap()
  await bo.getByRole('button', { name: 'Bloquer' }).tap()
  await bo.getByRole('dialog').getByRole('button', { name: 'Bloquer' }).tap()
  await bo.getByText('Ana Ferreira : c\'est bloqué.').waitFor()
  await ana.goto(`${house.url}/#/introductions/${link}`)
  await ana.getByText('This is not there (any more).').waitFor()

  // A member without a network still sees this week.
  assert.deepEqual([ana.faults, bo.faults].flat().filter((f) => !/404/.test(f)), [])
}

async function offline(browser) {
  const ida = await member(browser, 'Ida', { domain: 'law/judge', languages: ['en'] })
  await ida.evaluate(() => navigator.serviceWorker.ready)
  await ida.reload()
  await ida.getByRole('heading', { name: 'You are in, Ida.' }).waitFor()
  await ida.context().setOffline(true)
  await ida.reload()
  await ida.getByRole('heading', { name: 'You are in, Ida.' }).waitFor()
  await ida.getByText('You are offline.').waitFor()
  await ida.context().setOffline(false)
  await ida.getByRole('link', { name: 'Me', exact: true }).tap()
  await ida.getByRole('button', { name: 'Sign out' }).tap()
  await ida.getByRole('link', { name: 'Join in a minute' }).waitFor()
  assert.equal(await ida.evaluate(async () => (await caches.keys()).includes('seen')), false,
    'nothing of a member stays on the device')
}

// A session that ends elsewhere: nothing that was typed goes before one signs in.
async function ended(browser) {
  const lea = await member(browser, 'Lea', { domain: 'law/judge', languages: ['en'] })
  await lea.goto(`${house.url}/#/profile`)
  await lea.getByLabel('Name').fill('Lea Roy')
  const other = await lea.context().newPage()
  await other.goto(house.url)
  await other.evaluate(() => fetch('/v1/session', { method: 'DELETE' }))
  await lea.getByRole('button', { name: 'Save' }).tap()
  await lea.getByRole('alert').getByText('Sign in again').first().waitFor()
  assert.equal(await lea.getByLabel('Name').inputValue(), 'Lea Roy')
  await lea.getByRole('button', { name: 'Sign in' }).tap()
  await lea.getByRole('heading', { name: 'Welcome back' }).waitFor()
  assert.equal(await lea.evaluate(() => document.activeElement.closest('main') !== null), true)
}

await run(journey, offline, ended)
