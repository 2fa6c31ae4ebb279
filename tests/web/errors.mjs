// Whatever goes wrong says what happened, and what to do; nothing that was typed is
// lost by it, and the page goes on by itself once the house is there again.
import { assert, codeOf, house, member, open, run, settled, steer, until } from './browser.mjs'

const COOK = { domain: 'food/cook', languages: ['en'] }
const alerted = (page, text) => page.getByRole('alert').getByText(text).first().waitFor()
const noticed = (page, text) => page.getByRole('status').getByText(text).first().waitFor()
// What the browser says of a refusal, or of a house that is away, is no fault here.
const faults = (page) => page.faults.filter((f) => !/status of (401|404|422|429|503)|ERR_CONNECTION/.test(f))

async function askForCode(page, email, says = ['E-mail address', 'Send me a code']) {
  await page.goto(`${house.url}/#/signin`)
  await page.getByLabel(says[0]).fill(email)
  await page.getByRole('button', { name: says[1] }).tap()
}

async function codes(browser) {
  const ana = await member(browser, 'Ana', COOK)
  const page = await open(browser)
  const code = page.getByLabel('The code in it')

  await askForCode(page, ana.email)
  const right = await codeOf(ana.email, 2)
  await code.fill('ABCD-EFGH')
  await page.getByRole('alert').getByText(/^This code is wrong, used or too old\. Look into the newest letter, or ask for another one\.$/).waitFor()
  await steer('let_pass', { minutes: 11 })
  await code.fill(right)
  await alerted(page, 'too old')
  await page.getByRole('button', { name: 'Send another letter' }).tap()
  await noticed(page, 'Another letter is on its way')
  await code.fill(await codeOf(ana.email, 3))
  await page.getByRole('navigation').first().waitFor()
  assert.deepEqual(faults(page), [])
}

// The wait is told by no clock that the reader does not have.
async function tooOften(browser) {
  const page = await open(browser, { locale: 'fr-FR' })

  await steer('configure', { what: 'signins_per_quarter_hour: 100000', instead: 'signins_per_quarter_hour: 1' })
  const refused = page.getByRole('alert').getByText(/^Pas si souvent.: trop de .*\. Réessayez dans \d+ minutes?\.$/)
  const other = page.getByRole('button', { name: 'Une autre adresse' })
  // One goes through, and another where a quarter of an hour began in between.
  await until('a refusal', async () => {
    await askForCode(page, 'oft@example.org', ['Adresse e-mail', 'Envoyer un code'])
    await refused.or(other).waitFor()
    if (await refused.count()) return true
    return other.tap()
  })
  await steer('configure', { what: 'signins_per_quarter_hour: 1,', instead: 'signins_per_quarter_hour: 100000,' })
  assert.deepEqual(faults(page), [])
}

async function fields(browser) {
  const bo = await member(browser, 'Bo', COOK)
  const save = () => bo.getByRole('button', { name: 'Save' }).tap()

  await bo.goto(`${house.url}/#/profile`)
  await bo.getByLabel('Time zone').fill('Nowhere/Land')
  await save()
  await alerted(bo, 'allowed is an IANA name such as Europe/Paris')
  await bo.getByLabel('Name').fill(' ')
  await save()
  await alerted(bo, 'A name is needed')
  await bo.goto(`${house.url}/#/letters`)
  await bo.getByLabel('Quiet from').fill('22:00')
  await save()
  await alerted(bo, 'Both hours are needed')

  // A file without an address in it; and one with something that only looks like one.
  await bo.goto(`${house.url}/#/people`)
  const file = bo.getByLabel('Or pick a file')
  await file.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from([137, 80, 78, 71, 0, 255]) })
  await alerted(bo, 'No e-mail address was found in it. One looks like name@example.org')
  await file.setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('Name,Mail\nA,a@b..c\nLea,lea@example.org\n') })
  await alerted(bo, 'left out: a@b..c')
  await noticed(bo, '1 new of 1 address.')
  // Of what was pasted, what can be put right stays.
  const pasted = bo.getByLabel('Paste addresses')
  await pasted.fill('Rémi <remi@example.org>; c@d..e')
  await bo.getByRole('button', { name: 'Add', exact: true }).click()
  await alerted(bo, 'left out: c@d..e')
  assert.equal(await pasted.inputValue(), 'c@d..e')

  // An address that nobody made.
  await bo.goto(`${house.url}/#/%E0%A4%A`)
  await bo.getByRole('heading', { name: 'There is no such page' }).waitFor()
  await bo.goto(`${house.url}/#/introductions/x`)
  await alerted(bo, 'Go back, and look again')
  assert.deepEqual(faults(bo), [])
}

// The database away, then the house itself.
async function away(browser) {
  const lea = await member(browser, 'Lea', COOK)
  const stranger = await open(browser)

  await lea.evaluate(() => navigator.serviceWorker.ready)
  await lea.reload()
  await settled(lea)
  await lea.goto(`${house.url}/#/profile`)
  await lea.getByLabel('Name').fill('Lea Roy')
  await steer('database_away')
  await lea.getByRole('button', { name: 'Save' }).tap()
  await noticed(lea, /^The house is having a short break\. Try again in a minute\.$/)
  await lea.goto(`${house.url}/#/`)
  await alerted(lea, 'Try again in a minute')
  await steer('database_back')
  await until('home', async () => {
    const again = lea.getByRole('button', { name: 'Try again' })
    if (await again.count()) await again.click({ timeout: 1000 }).catch(() => 0) // it may go by itself
    return lea.getByRole('heading', { name: 'You are in, Lea.' }).count()
  })

  // What is being typed by whoever joins is theirs, also where a list of words does
  // not come; it does once the house is back.
  await stranger.goto(`${house.url}/#/join`)
  await stranger.getByLabel('E-mail address').fill('new@example.org')
  await stranger.getByRole('button', { name: 'Next' }).tap()
  await stranger.getByLabel('Name', { exact: true }).fill('Newman')
  await stranger.getByRole('button', { name: 'Next' }).tap()
  await stranger.getByRole('combobox').fill('nur')
  await stranger.getByRole('option', { name: 'Nurse Health' }).tap()
  await stranger.getByRole('button', { name: 'Next' }).tap()
  await stranger.getByRole('button', { name: 'English: take it away' }).waitFor()
  const title = stranger.getByRole('heading', { level: 1 })
  for (let at; (at = await title.innerText()) !== 'What can you give?';) {
    await stranger.getByRole('button', { name: /^(Next|Skip)$/ }).tap()
    await until('the next question', async () => await title.innerText() !== at)
  }
  await steer('stop')
  await stranger.getByRole('combobox').fill('book')
  await alerted(stranger, 'There is no connection')
  await lea.getByRole('status').getByText('What you see is from before').waitFor()
  await lea.reload()
  await lea.getByRole('heading', { name: 'You are in, Lea.' }).waitFor()
  await lea.getByRole('status').getByText('What you see is from before').waitFor()
  await steer('start')
  await stranger.getByRole('combobox').fill('bookk')
  await stranger.getByRole('option', { name: 'bookkeeping' }).tap()
  for (const text of ['Newman', 'Nurse', 'bookkeeping']) await stranger.getByRole('complementary').getByText(text).waitFor()
  await lea.getByText('What you see is from before').waitFor({ state: 'detached' })
  await lea.goto(`${house.url}/#/profile`)
  await lea.getByLabel('Name').waitFor()
  assert.equal(await lea.getByLabel('Name').inputValue(), 'Lea Roy')
  assert.deepEqual([...faults(lea), ...faults(stranger)], [])
}

await run(codes, tooOften, fields, away)
