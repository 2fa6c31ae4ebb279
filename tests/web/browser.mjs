// A browser and the people in it, for the tests beside this file.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export const house = JSON.parse(process.env.HOUSE)
const tools = createRequire(process.env.TOOLS + '/package.json')
const { chromium } = tools('playwright-core')
const axe = readFileSync(tools.resolve('axe-core/axe.min.js'), 'utf8')
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }
const DEADLINE_MS = 60000
const LOOK_AGAIN_MS = 50
// The house's certificate is its own; nothing but the house is asked anything.
const FLAGS = ['--headless', '--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--no-first-run', '--disable-quic', '--disable-sync',
  '--disable-background-networking', '--disable-component-update', '--ignore-certificate-errors']

export const launch = (more = []) => chromium.launch({ executablePath: '/usr/bin/chromium', args: [...FLAGS, ...more] })

export const serendipctl = (...words) =>
  execFileSync(house.serendipctl, words, { env: { ...process.env, SERENDIP_SOCKET: house.socket }, encoding: 'utf8' })

// Steers the house itself: a word of tests/harness/steering.py.
export const steer = (word, more = {}) => new Promise((resolve, reject) => {
  const line = connect(house.steering)
  let said = ''
  line.on('data', (piece) => { said += piece }).on('error', reject)
    .on('end', () => (said ? resolve(JSON.parse(said)) : reject(new Error(`the house cannot: ${word}`))))
  line.end(`${JSON.stringify([word, more])}\n`)
})

// Waits for what `look` returns, once it is something.
export async function until(what, look) {
  const end = Date.now() + DEADLINE_MS
  for (;;) {
    const found = await look()
    if (found) return found
    assert.ok(Date.now() < end, `in vain: ${what}`)
    await pause(LOOK_AGAIN_MS)
  }
}

// The letters to an address, as text, oldest first.
export const letters = (to) => readdirSync(house.letters).filter((f) => f.endsWith('.eml')).sort()
  .map((f) => readFileSync(`${house.letters}/${f}`, 'utf8')).filter((t) => new RegExp(`^To:.*${to}`, 'm').test(t))

// The codes in them.
const codes = (to) => letters(to).map((t) => /^ {4}([0-9A-Z]{4}-[0-9A-Z]{4})\r?$/m.exec(t)?.[1]).filter(Boolean)

// The newest of `count` codes.
export const codeOf = (to, count = 1) => until(`${count} codes to ${to}`, () => codes(to)[count - 1] && codes(to).pop())

// A page of its own. What a browser complains of, and whatever it asks of others
// than the house, is kept in page.faults.
export async function open(browser, options = {}) {
  const context = await browser.newContext({ ...PHONE, ignoreHTTPSErrors: true, locale: 'en-GB', timezoneId: 'Europe/Paris', ...options })
  context.setDefaultTimeout(DEADLINE_MS)
  const page = await context.newPage()
  page.faults = []
  page.on('pageerror', (e) => page.faults.push(String(e)))
  page.on('console', (m) => {
    if (m.type() === 'error' && !/ERR_INTERNET_DISCONNECTED/.test(m.text())) page.faults.push(m.text())
  })
  page.on('request', (r) => {
    if (!r.url().startsWith(house.url) && !/^(blob|data):/.test(r.url())) page.faults.push(`asks ${r.url()}`)
  })
  return page
}

// A member, signed up through the API and signed in in a page.
export async function member(browser, name, attributes, more = {}, options = {}) {
  const page = await open(browser, options)
  const email = `${name.toLowerCase().normalize('NFKD').replace(/[^a-z]/g, '')}${Date.now()}@example.org`
  const send = (path, body) => page.evaluate(async ([p, b]) => {
    const reply = await fetch(p, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(b) })
    const said = await reply.text()
    if (!reply.ok) throw new Error(said)
    return JSON.parse(said)
  }, [path, body])

  await page.goto(house.url)
  const { attempt } = await send('/v1/signup', {
    email, name, attributes, zone: 'Europe/Paris', language: 'en', consent: { terms_version: '1', of_age: true }, ...more,
  })
  await send('/v1/signin/verify', { attempt, code: await codeOf(email), cookie: true })
  await page.evaluate(() => localStorage.setItem('member', 'true'))
  await page.reload()
  await page.getByRole('navigation').first().waitFor()
  return Object.assign(page, { email, member: name })
}

// A page of somebody who is in already, by the token of their session.
export async function signedIn(browser, token, options = {}) {
  const page = await open(browser, options)
  await page.context().addCookies([{ name: '__Host-serendip', value: token, url: house.url, secure: true, httpOnly: true, sameSite: 'Strict' }])
  await page.addInitScript(() => localStorage.setItem('member', 'true'))
  return page
}

// What people read while they sign up, in each language.
const SAYS = {
  en: {
    join: 'Join in a minute', next: /^(Next|Skip)$/, send: 'Join', code: 'The code in it',
    titles: {
      email: 'Where do letters reach you?', name: 'How shall others call you?', domain: 'What do you do?',
      free: 'When are you free?', offers: 'What can you give?', seeks: 'What do you look for?', interests: 'What do you like?',
      pitch: 'In your own words', preview: 'This is you, as others see you',
    },
  },
  fr: {
    join: "S’inscrire en une minute", next: /^(Suivant|Passer)$/, send: "S’inscrire", code: "Le code qu’elle contient",
    titles: {
      email: 'Où vous écrire ?', name: 'Comment vous appeler ?', domain: 'Que faites-vous ?',
      free: 'Quand avez-vous du temps ?', offers: 'Que pouvez-vous apporter ?', seeks: 'Que cherchez-vous ?', interests: "Qu’aimez-vous ?",
      pitch: 'Avec vos mots', preview: "C’est vous, comme les autres vous voient",
    },
  },
}

// Signs up on the screen, as somebody with a phone in their hand does. `does` has
// by question what to do there; where it has nothing, they go on. Says how many
// screens it took.
export async function signUp(page, language, email, name, does) {
  const says = SAYS[language]
  const title = page.getByRole('heading', { level: 1 })
  const asked = async () => (await title.innerText()).replace(/\s/g, ' ')
  const what = {
    email: () => page.getByRole('textbox').fill(email),
    name: () => page.getByRole('textbox').fill(name),
    preview: async () => { for (const box of await page.getByRole('checkbox').all()) await box.check() },
    ...does,
  }
  let screens = 1

  await page.goto(house.url)
  await page.getByRole('link', { name: says.join }).tap()
  await page.getByRole('textbox').waitFor()
  for (;; screens++) {
    const at = await asked()
    const question = Object.keys(says.titles).find((q) => says.titles[q] === at)
    await what[question]?.(page)
    if (question === 'preview') break
    await page.getByRole('button', { name: says.next }).tap()
    await until('the next question', async () => await asked() !== at)
  }
  await page.getByRole('button', { name: says.send, exact: true }).tap()
  await page.getByLabel(says.code).fill(await codeOf(email))
  await page.getByRole('navigation').first().waitFor()
  Object.assign(page, { email, member: name })
  return screens + 1
}

// Picks a word that is suggested.
export const pick = (typed, name) => async (page) => {
  await page.getByRole('combobox').fill(typed)
  await page.getByRole('option', { name }).first().tap()
}
// Any words.
export const words = (...all) => async (page) => {
  for (const word of all) {
    await page.getByRole('combobox').fill(word)
    await page.keyboard.press('Enter')
  }
}
// All that a page asks for at first is there, and its letters are drawn. The
// stream of events never ends: a browser is not idle while it is open.
export async function settled(page) {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForFunction(() => document.querySelector('.waiting') === null)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

// What axe finds wrong with the page (WCAG 2.2, A and AA), in short.
export async function findings(page) {
  const { violations } = await page.evaluate(`${axe}; axe.run({ runOnly: ${JSON.stringify(AXE_TAGS)} })`)
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(', ')}`)
}

// Looks at a page: nothing that axe finds, and nothing wider than the screen.
export async function look(page, at) {
  await page.goto(`${house.url}/#/${at}`)
  await settled(page)
  // What is drawn is judged when it stands still.
  await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished.catch(() => 0))))
  assert.deepEqual(await findings(page), [], `axe, #/${at}`)
  const [wide, most] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  assert.ok(wide <= most, `#/${at} is ${wide} px wide on ${most}`)
}

// Runs the parts of a test one after the other. Where one fails, says what was on
// the screens.
export async function run(...parts) {
  const browser = await launch()
  try {
    for (const part of parts) {
      await part(browser)
      console.log(`${part.name}: good`)
    }
  } catch (why) {
    for (const context of browser.contexts())
      for (const page of context.pages())
        console.error(`${page.url()}\n${page.faults?.join('\n') ?? ''}\n${await page.innerText('body').catch(() => '')}\n`)
    console.error(why)
    process.exitCode = 1
  } finally {
    await browser.close()
  }
}

export { assert, tools }
