// Signing up takes less than a minute of somebody with a phone in their hand: what
// their hands and eyes take is counted, and the rest is the network's. A house that is
// away in the middle costs nothing that was typed.
import { assert, codeOf, house, open, run, steer, until } from './browser.mjs'

// A second to read a screen, and half of one for a tap; five characters a second.
const SCREEN_S = 1, TAP_S = 0.5, CHARACTER_S = 0.2
const LETTER_S = 8 // to find the letter, and copy its code
const MINUTE_S = 60

async function minute(browser) {
  const page = await open(browser)
  const email = 'ana.ferreira@example.org'
  const title = page.getByRole('heading', { level: 1 })
  let spent = 0, screens = 0
  const tap = async (it) => {
    spent += TAP_S
    await it.tap()
  }
  const type = async (it, text) => {
    spent += text.length * CHARACTER_S
    await it.pressSequentially(text)
  }
  const option = async (typed, name) => {
    await tap(page.getByRole('combobox'))
    await type(page.getByRole('combobox'), typed)
    await tap(page.getByRole('option', { name }).first())
  }
  const does = {
    'Where do letters reach you?': () => type(page.getByRole('textbox'), email),
    'How shall others call you?': () => type(page.getByRole('textbox'), 'Ana'),
    'What do you do?': () => option('cook', 'Cook'),
    'What can you give?': () => option('bookk', 'bookkeeping'),
    'When are you free?': async () => {
      for (const name of ['Monday 12 to 13', 'Thursday 18 to 19']) await tap(page.getByRole('gridcell', { name }))
    },
    'In your own words': () => type(page.getByLabel('I do'), 'I bake bread at night.'),
    'This is you, as others see you': async () => {
      for (const box of await page.getByRole('checkbox').all()) await tap(box)
    },
  }
  const seen = async (name) => {
    spent += SCREEN_S
    screens++
    return name ? page.getByRole('heading', { name }).waitFor() : undefined
  }

  await page.goto(house.url)
  await seen('Someone you would never have met.')
  await tap(page.getByRole('link', { name: 'Join in a minute' }))
  await page.getByRole('textbox').waitFor()
  for (;;) {
    const at = await title.innerText()
    await seen()
    await does[at]?.()
    if (at === 'When are you free?') {
      // Others see what was said so far.
      for (const text of ['Ana', 'Cook', 'bookkeeping', 'Mon 12–13, Thu 18–19'])
        await page.getByRole('complementary').getByText(text).first().waitFor()
      // The house goes away; what is typed meanwhile stays, and so does the place.
      await page.evaluate(() => navigator.serviceWorker.ready)
      await steer('stop')
      await page.reload()
      await page.getByRole('heading', { name: at }).waitFor()
      for (const name of ['Monday 12 to 13', 'Thursday 18 to 19'])
        assert.equal(await page.getByRole('gridcell', { name }).getAttribute('aria-selected'), 'true')
    }
    if (at === 'This is you, as others see you') break
    await tap(page.getByRole('button', { name: /^(Next|Skip)$/ }))
    await until('the next question', async () => await title.innerText() !== at)
  }
  await page.getByRole('button', { name: 'Join' }).tap()
  await page.getByRole('alert').getByText('Nothing is lost').waitFor()
  await steer('start')
  await tap(page.getByRole('button', { name: 'Join' }))
  await seen('Look into your letters')
  // One paste, and nothing more.
  const code = await codeOf(email)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((text) => navigator.clipboard.writeText(text), `${code}\n`)
  await page.getByLabel('The code in it').focus()
  await page.keyboard.press('Control+V')
  spent += LETTER_S + 2 * TAP_S
  await seen('You are in, Ana.')
  console.log(`${screens} screens, ${spent.toFixed(1)} s of somebody's time`)
  assert.ok(spent < MINUTE_S, `${spent} s`)
  assert.deepEqual(page.faults.filter((f) => !/ERR_CONNECTION/.test(f)), [])
}

await run(minute)
