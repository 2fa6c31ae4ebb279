// Signing up, as on a phone: by touch, with a reload and a lost connection on
// the way; and by keyboard alone.
import { assert, codeOf, house, letters, open, pick, run, signUp, until } from './browser.mjs'

async function byTouch(browser) {
  const page = await open(browser)
  const email = 'touch@example.org'
  const next = page.getByRole('button', { name: /^(Next|Skip)$/ })
  const title = page.getByRole('heading', { level: 1 })

  await page.goto(house.url)
  await page.getByRole('link', { name: 'Join in a minute' }).tap()
  await page.getByLabel('E-mail address').fill('nonsense')
  await next.tap()
  await page.getByRole('alert').getByText('name@example.org').waitFor()
  await page.getByLabel('E-mail address').fill(email)
  await next.tap()
  await page.getByLabel('Name', { exact: true }).fill('Ana')
  await next.tap()

  await page.getByRole('combobox').fill('nur')
  await page.getByRole('option', { name: 'Nurse Health' }).tap()
  await page.getByRole('complementary').getByText('Nurse').waitFor()
  await page.reload()
  assert.equal(await title.innerText(), 'What do you do?', 'a reload stays at the question')
  assert.equal(await page.getByRole('combobox').inputValue(), 'Nurse', 'and keeps what was typed')
  await next.tap()
  await page.getByRole('button', { name: 'English: take it away' }).waitFor()

  const onward = async (press = () => next.tap()) => {
    const at = await title.innerText()
    await press()
    await until('the next question', async () => await title.innerText() !== at)
    return title.innerText()
  }
  for (;;) {
    const asked = await onward()
    if (asked === 'When are you free?') break
    if (asked === 'What can you give?') {
      await page.getByRole('combobox').fill('book')
      await page.getByRole('option', { name: 'bookkeeping' }).tap()
      await page.getByRole('combobox').fill('first aid')
      await page.keyboard.press('Enter')
    }
  }
  const cell = (name) => page.getByRole('gridcell', { name })
  const from = await cell('Monday 12 to 13').boundingBox()
  const to = await cell('Wednesday 12 to 13').boundingBox()
  await page.mouse.move(from.x + 9, from.y + 9)
  await page.mouse.down()
  await page.mouse.move(to.x + 9, to.y + 9, { steps: 12 })
  await page.mouse.up()
  for (const day of ['Monday', 'Tuesday', 'Wednesday'])
    assert.equal(await cell(`${day} 12 to 13`).getAttribute('aria-selected'), 'true', day)
  await byFinger(page, cell)
  // The page was scrolled by force, once more as it was read again.
  for (let asked = await onward(() => next.click()); asked !== 'In your own words';) asked = await onward()
  await page.getByLabel('I do').fill('I nurse.')
  await next.tap()

  const me = page.getByRole('complementary')
  for (const text of ['Ana', 'Nurse', 'I nurse.', 'bookkeeping, first aid', 'Mon 12–13']) await me.getByText(text).first().waitFor()
  await page.getByRole('button', { name: 'Join' }).tap()
  await page.getByRole('alert').waitFor()
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Join' }).tap()
  await page.getByRole('alert').getByText('no connection').waitFor()
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Join' }).tap()
  await page.getByText(email).waitFor()
  await page.reload()
  await page.getByLabel('The code in it').fill('0000-0000')
  await page.getByRole('alert').waitFor()
  await page.getByLabel('The code in it').fill(` ${(await codeOf(email)).toLowerCase()} `)
  await page.getByRole('heading', { name: 'You are in, Ana.' }).waitFor()
  // The wrong code was one.
  assert.deepEqual(page.faults.filter((f) => !/401/.test(f)), [])
  await page.context().close()
}

// A finger that goes up or down scrolls the page, and one that goes across paints.
async function byFinger(page, cell) {
  const touch = await page.context().newCDPSession(page)
  const isFree = async (name) => await cell(name).getAttribute('aria-selected') === 'true'
  const stroke = async (name, dx, dy) => {
    const { x, y } = await cell(name).boundingBox()
    const at = (k) => [{ x: x + 9 + dx * k / 10, y: y + 9 + dy * k / 10 }]
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })
    for (let k = 1; k <= 10; k++) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(k) })
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }

  await page.getByRole('button', { name: 'Earlier and later hours' }).tap()
  await cell('Thursday 14 to 15').scrollIntoViewIfNeeded()
  const before = await page.evaluate(() => scrollY)
  await stroke('Thursday 14 to 15', 0, -200)
  await until('the page is further down', async () => await page.evaluate(() => scrollY) > before)
  for (const hour of ['14 to 15', '15 to 16', '16 to 17']) assert.equal(await isFree(`Thursday ${hour}`), false)
  await cell('Thursday 9 to 10').scrollIntoViewIfNeeded()
  const { width } = await cell('Thursday 9 to 10').boundingBox()
  await stroke('Thursday 9 to 10', 2 * width, 0)
  for (const day of ['Thursday', 'Friday', 'Saturday']) await until(`${day} is painted`, () => isFree(`${day} 9 to 10`))
  await cell('Friday 9 to 10').click()
  await until('it is taken back', async () => !await isFree('Friday 9 to 10'))
  // As programs do that read the page aloud.
  await cell('Friday 9 to 10').evaluate((e) => e.click())
  await until('it is painted', () => isFree('Friday 9 to 10'))
  assert.equal(await page.getByRole('grid').getAttribute('aria-multiselectable'), 'true')
  // A browser that was scrolled by force swallows the next touch; and hours stay, too.
  await page.reload()
  await until('it is still painted', () => isFree('Friday 9 to 10'))
}

// What has to be done at least, in the browser's language: how many screens, and
// what cannot be left out on them.
const SCREENS_MAX = 12, NEEDED_MAX = 6
async function shortest(browser) {
  const page = await open(browser, { locale: 'fr-FR' })
  let needed = 0
  const counted = (act, n = 1) => async (p) => {
    needed += n
    await act(p)
  }
  const screens = await signUp(page, 'fr', 'court@example.org', 'Cy', {
    email: counted((p) => p.getByRole('textbox').fill('court@example.org')),
    name: counted((p) => p.getByRole('textbox').fill('Cy')),
    domain: counted(pick('inf', /Infirm/)),
    preview: counted(async (p) => { for (const box of await p.getByRole('checkbox').all()) await box.check() }, 2),
  })
  needed++ // the code
  assert.ok(screens <= SCREENS_MAX, `${screens} screens`)
  assert.ok(needed <= NEEDED_MAX, `${needed} things to type or choose`)
  console.log(`${screens} screens, ${needed} things to type or choose`)
  await page.getByRole('heading', { name: 'Bienvenue, Cy.' }).waitFor()
  await page.context().close()
}

// Tab, arrows, space and Enter alone.
async function byKeyboard(browser) {
  const page = await open(browser, { isMobile: false, hasTouch: false, locale: 'fr-FR', viewport: { width: 1280, height: 800 } })
  const press = (...keys) => keys.reduce((p, key) => p.then(() => page.keyboard.press(key)), Promise.resolve())
  const email = 'clavier@example.org'
  const title = page.getByRole('heading', { level: 1 })
  const said = async () => (await title.innerText()).replace(/\s/g, ' ')
  const tabTo = async (name) => {
    for (let i = 0; i < 60; i++) {
      await press('Tab')
      const at = await page.evaluate(() => {
        const e = document.activeElement
        return e.getAttribute('aria-label') ?? e.labels?.[0]?.innerText ?? e.innerText ?? ''
      })
      if (at.trim().replace(/\s/g, ' ') === name || (name instanceof RegExp && name.test(at))) return
    }
    assert.fail(`no way to ${name} by Tab`)
  }

  await page.goto(house.url)
  await title.waitFor()
  await tabTo("S’inscrire en une minute")
  await press('Enter')
  await tabTo('Adresse e-mail')
  await page.keyboard.type(email)
  await press('Enter')
  await page.getByRole('heading', { name: 'Comment vous appeler ?' }).waitFor()
  await tabTo('Nom')
  await page.keyboard.type('Bo')
  await press('Enter')
  await page.getByRole('heading', { name: 'Que faites-vous ?' }).waitFor()
  await tabTo('Ce que je fais')
  await page.keyboard.type('music')
  await page.getByRole('option').first().waitFor()
  await press('ArrowDown', 'Enter')
  await tabTo('Suivant')
  await press('Enter')
  const onwardTo = async (name) => {
    for (let at = await said(); at !== name; at = await said()) {
      await tabTo(/^(Suivant|Passer)$/)
      await press('Enter')
      await until('the next question', async () => await said() !== at)
    }
  }
  await onwardTo('Quand avez-vous du temps ?')
  await tabTo('lundi de 12 à 13 heures')
  await press(' ', 'Shift+ArrowDown')
  assert.equal(await page.getByRole('gridcell', { name: 'lundi de 13 à 14 heures' }).getAttribute('aria-selected'), 'true')
  await onwardTo("C’est vous, comme les autres vous voient")
  await tabTo(/conditions/)
  await press(' ')
  await tabTo(/18 ans/)
  await press(' ')
  await tabTo("S’inscrire")
  await press('Enter')
  await page.getByRole('heading', { name: 'Regardez vos lettres' }).waitFor()
  await tabTo("Le code qu’elle contient")
  await page.keyboard.type(await codeOf(email))
  await page.getByRole('heading', { name: 'Bienvenue, Bo.' }).waitFor()
  assert.deepEqual(page.faults, [])
  await page.context().close()
}

// By the link of a letter, on another device.
async function byLink(browser) {
  const page = await open(browser)

  await page.goto(`${house.url}/#/signin`)
  await page.getByLabel('E-mail address').fill('touch@example.org')
  await page.getByRole('button', { name: 'Send me a code' }).tap()
  await page.getByText('touch@example.org').waitFor()
  const link = await until('the letter', () => letters('touch@example.org')
    .map((t) => /#\/signin\/(\S{20,})/.exec(t)?.[1]).filter(Boolean)[1])
  const other = await open(browser)
  await other.goto(`${house.url}/#/signin/${link}`)
  await other.getByRole('button', { name: 'Enter' }).tap()
  await other.getByRole('heading', { name: 'You are in, Ana.' }).waitFor()
  assert.deepEqual(other.faults, [])
}

await run(byTouch, shortest, byKeyboard, byLink)
