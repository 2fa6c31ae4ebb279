// One member on two devices, two members on one, and a session that ends: what was
// typed stays with who typed it, and nobody acts as somebody else.
import { assert, codeOf, house, member, open, run, until } from './browser.mjs'

const COOK = { domain: 'food/cook', languages: ['en'] }
const notice = (page, text) => page.getByRole('status').getByText(text).waitFor()

// By the newest of `count` codes.
async function signIn(page, email, count) {
  await page.goto(`${house.url}/#/signin`)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a code' }).tap()
  await page.getByLabel('The code in it').waitFor()
  await page.getByLabel('The code in it').fill(await codeOf(email, count))
  await page.getByRole('navigation').first().waitFor()
}

async function twoDevices(browser) {
  const ana = await member(browser, 'Ana', COOK)
  const other = await open(browser)

  await signIn(other, ana.email, 2)
  for (const page of [ana, other]) {
    await page.goto(`${house.url}/#/profile`)
    await page.getByLabel('Name').waitFor()
  }
  await other.getByLabel('Name').fill('Ana Roy')
  await other.getByRole('button', { name: 'Save' }).tap()
  await notice(other, 'Saved.')
  // What both changed meanwhile is both there in the end.
  await ana.getByLabel('What I do, what I offer, what I seek').fill('I bake.')
  await ana.getByRole('button', { name: 'Save' }).tap()
  await ana.getByRole('alert').getByText('It was changed meanwhile').waitFor()
  await ana.getByRole('button', { name: 'Save' }).tap()
  await notice(ana, 'Saved.')
  await ana.reload()
  await ana.getByLabel('Name').waitFor()
  assert.equal(await ana.getByLabel('Name').inputValue(), 'Ana Roy')
  assert.equal(await ana.getByLabel('What I do, what I offer, what I seek').inputValue(), 'I bake.')
  assert.deepEqual([...ana.faults, ...other.faults].filter((f) => !/412/.test(f)), [])
}

async function twoMembers(browser) {
  const ana = await member(browser, 'Ana', COOK)
  const cy = await member(browser, 'Cy', COOK)

  await ana.goto(`${house.url}/#/profile`)
  await ana.getByLabel('What I do, what I offer, what I seek').fill('Between us: I bake.')
  // What was begun is there after another page, and after a reload.
  await ana.getByRole('link', { name: 'My network' }).tap()
  await ana.getByText('Once you have met somebody').waitFor()
  await ana.goto(`${house.url}/#/profile`)
  await ana.reload()
  await until('what was begun', async () =>
    await ana.getByLabel('What I do, what I offer, what I seek').inputValue() === 'Between us: I bake.')
  // In another tab of the same browser Ana goes, and Cy comes.
  const tab = await ana.context().newPage()
  await tab.goto(`${house.url}/#/me`)
  await tab.getByRole('button', { name: 'Sign out' }).tap()
  await ana.getByRole('link', { name: 'Join in a minute' }).or(ana.getByText('You get a letter with a code')).first().waitFor()
  await signIn(tab, cy.email, 2)
  await ana.goto(`${house.url}/#/me`)
  await ana.reload()
  await ana.getByRole('heading', { name: 'Cy', exact: true }).waitFor()
  assert.equal(await ana.evaluate(() => JSON.stringify({ ...sessionStorage }).includes('I bake')), false)
}

async function ended(browser) {
  const lea = await member(browser, 'Lea', COOK)
  const end = async () => {
    const other = await lea.context().newPage()
    await other.goto(house.url)
    await other.getByRole('navigation').first().waitFor()
    await other.evaluate(() => fetch('/v1/session', { method: 'DELETE' }))
    await other.close()
  }

  // Nothing that was typed goes before one signs in.
  await lea.goto(`${house.url}/#/profile`)
  await lea.getByLabel('Name').fill('Lea Roy')
  await end()
  await lea.getByRole('button', { name: 'Save' }).tap()
  await lea.getByRole('alert').getByText('Sign in again').first().waitFor()
  assert.equal(await lea.getByLabel('Name').inputValue(), 'Lea Roy')
  await lea.getByRole('button', { name: 'Sign in' }).tap()
  await lea.getByRole('heading', { name: 'Welcome back' }).waitFor()
  await until('to be somewhere', () => lea.evaluate(() => document.activeElement.closest('main') !== null))
  // A letter that did not come is asked for anew, and the page comes back to what
  // was begun.
  await lea.getByLabel('E-mail address').fill(lea.email)
  await lea.getByRole('button', { name: 'Send me a code' }).tap()
  await codeOf(lea.email, 2)
  await lea.getByRole('button', { name: 'Send another letter' }).tap()
  await notice(lea, 'Another letter is on its way')
  await lea.getByLabel('The code in it').fill(await codeOf(lea.email, 3))
  await lea.getByLabel('Name').waitFor()
  assert.equal(await lea.getByLabel('Name').inputValue(), 'Lea Roy')
  // Whoever is out already may go.
  await lea.goto(`${house.url}/#/me`)
  await lea.getByRole('button', { name: 'Sign out' }).waitFor()
  await end()
  await lea.getByRole('button', { name: 'Sign out' }).tap()
  await lea.getByRole('link', { name: 'Join in a minute' }).waitFor()
}

// What is refused stands at its field, in the reader's language.
async function refused(browser) {
  const bo = await member(browser, 'Bo', COOK, { language: 'fr' }, { locale: 'fr-FR' })

  await bo.goto(`${house.url}/#/people`)
  const field = bo.getByLabel('Adresse', { exact: true })
  await field.fill(bo.email)
  await bo.getByRole('button', { name: 'Bloquer' }).tap()
  await bo.getByRole('alert').getByText("c’est votre propre adresse").waitFor()
  assert.equal(await field.getAttribute('aria-invalid'), 'true')
  const said = await field.evaluate((e) => e.getAttribute('aria-describedby').split(' ')
    .map((id) => document.getElementById(id).textContent).join(' '))
  assert.match(said, /votre propre adresse/)
}

await run(twoDevices, twoMembers, ended, refused)
