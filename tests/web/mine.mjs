// Everything that members can do by themselves: each is in at most two taps from the first page,
// and does what it says, which is looked up through the API afterwards.
import { assert, codeOf, findings, house, letters, member, open, run, serendipctl, settled, until } from './browser.mjs'

const TAPS_MAX = 2
const PITCH = 'What I do, what I offer, what I seek'

const asked = (page, path) => page.evaluate(async (p) => {
  const reply = await fetch(p)
  return reply.ok ? reply.json() : { status: reply.status }
}, path)
const notice = (page, text) => page.getByRole('status').getByText(text).waitFor()
const button = (page, name) => page.getByRole('button', { name, exact: true })

// From the first page by these taps to where `what` is.
async function reach(page, taps, what) {
  await page.goto(`${house.url}/#/`)
  await settled(page)
  assert.ok(taps.length <= TAPS_MAX, `${taps.length} taps`)
  for (const tap of taps) await tap.first().tap()
  await what.first().waitFor()
  await settled(page)
}
const me = (page, place) =>
  [page.getByRole('link', { name: 'Me', exact: true }), page.getByRole('navigation', { name: 'About me' }).getByRole('link', { name: place })]

async function profile(ana) {
  await reach(ana, me(ana, /^Profile/), ana.getByLabel('Name', { exact: true }))
  await ana.getByLabel('Name', { exact: true }).fill('Ana Roy')
  await ana.getByLabel(PITCH).fill('I bake.')
  await ana.getByRole('combobox', { name: 'What I look for' }).fill('bookk')
  await ana.getByRole('option', { name: 'bookkeeping' }).first().tap()
  await button(ana, 'Save').tap()
  await notice(ana, 'Saved.')
  const { name, pitch, attributes } = await asked(ana, '/v1/me')
  assert.deepEqual([name, pitch, attributes.seeks], ['Ana Roy', 'I bake.', ['bookkeeping']])
}

async function rhythm(ana) {
  const pool = async () => (await asked(ana, '/v1/pools')).pools[0]
  const becomes = (what, holds) => until(what, async () => holds(await pool()))

  await reach(ana, me(ana, /^Rhythm/), ana.getByRole('radio', { name: 'Every 2 weeks' }))
  await ana.getByRole('radio', { name: 'Every 2 weeks' }).check()
  await becomes('every second week', (p) => p.every === 2)
  await ana.getByRole('radio', { name: 'Every week' }).check()
  await becomes('every week', (p) => p.every === 1)
  await ana.getByRole('checkbox', { name: 'I like to be one of three.' }).check()
  await becomes('one of three', (p) => p.group === 'trio_welcome')
  await ana.getByRole('checkbox', { name: 'Skip the next one.' }).check()
  await becomes('the next one skipped', (p) => p.skip_next && p.resting === 'skip')
  await ana.getByText('You skip this one.').waitFor()
  await button(ana, 'Leave').tap()
  await becomes('a pool that was left', (p) => !p.member)
  await button(ana, 'Take part').tap()
  await becomes('a pool that was joined', (p) => p.member)
}

async function pause(ana) {
  const paused = async () => (await asked(ana, '/v1/me')).pause
  const soon = new Date(Date.now() + 20 * 86400000).toISOString().slice(0, 10)

  await reach(ana, me(ana, /^Rhythm/), button(ana, 'Pause'))
  await ana.getByLabel('Back on').fill(soon)
  await button(ana, 'Pause').tap()
  await notice(ana, 'Paused.')
  // Midnight by the member's clocks may be the day before by those of UTC.
  assert.ok(Math.abs(new Date((await paused()).until) - new Date(soon)) <= 86400000)
  // The first page tells of it, and takes it back.
  await reach(ana, [button(ana, 'I am back')], ana.getByRole('heading', { level: 1 }))
  await until('to be back', async () => await paused() === null)
  await button(ana, 'I am back').waitFor({ state: 'detached' })
}

// Contacts as telephones and LinkedIn write them: of all that is in them, only
// addresses leave the browser.
const VCARD = ['BEGIN:VCARD', 'VERSION:3.0', 'FN:Marie Curie', 'TEL:+33 1 23 45 67 89', 'EMAIL;TYPE=work:marie@exa', ' mple.org', 'ORG:Radium',
  'END:VCARD'].join('\r\n')
const CSV = 'First Name,Last Name,URL,Email Address,Company\nNiels,Bohr,https://example.org/bohr,niels@example.org,Quanta\nNo,Address,,,Nowhere\n'

async function known(ana) {
  const sent = []
  const watch = (r) => { if (r.method() === 'POST' && r.url().endsWith('/v1/me/ties')) sent.push(r.postData()) }

  await reach(ana, me(ana, /^People/), ana.getByRole('heading', { name: 'People I know' }))
  ana.on('request', watch)
  await ana.getByLabel('Or pick a file').setInputFiles([
    { name: 'contacts.vcf', mimeType: 'text/vcard', buffer: Buffer.from(VCARD) },
    { name: 'Connections.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) },
  ])
  await notice(ana, '2 new of 2 addresses.')
  await ana.getByLabel('Paste addresses').fill('Lise <lise@example.org>; marie@example.org')
  await button(ana, 'Add').tap()
  await notice(ana, '1 new of 2 addresses.')
  ana.off('request', watch)
  assert.deepEqual(sent.map((s) => JSON.parse(s)), [
    { emails: ['marie@example.org', 'niels@example.org'] }, { emails: ['lise@example.org', 'marie@example.org'] },
  ])
  // The list is there anew, and nothing of it moves any more.
  await button(ana, 'Forget lise@example.org').waitFor()
  await button(ana, 'Forget niels@example.org').tap()
  await button(ana, 'Forget niels@example.org').waitFor({ state: 'detached' })
  assert.deepEqual((await asked(ana, '/v1/me/ties')).ties.map((t) => t.email).sort(), ['lise@example.org', 'marie@example.org'])
  await ana.getByLabel('Or pick a file').setInputFiles({ name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('nobody') })
  await ana.getByRole('alert').getByText('No e-mail address was found in it.').waitFor()
}

async function blocks(ana) {
  const all = async () => (await asked(ana, '/v1/me/blocks')).blocks.map((b) => b.email)

  await reach(ana, me(ana, /^People/), ana.getByRole('heading', { name: 'Blocked' }))
  await ana.getByLabel('Address', { exact: true }).fill('ex@example.org')
  await button(ana, 'Block').tap()
  await button(ana, 'Take the block of ex@example.org back').waitFor()
  assert.deepEqual(await all(), ['ex@example.org'])
  await button(ana, 'Take the block of ex@example.org back').tap()
  await button(ana, 'Take the block of ex@example.org back').waitFor({ state: 'detached' })
  assert.deepEqual(await all(), [])
}

async function reports(ana) {
  await reach(ana, [ana.getByText('More', { exact: true }), button(ana, 'Report')], ana.getByRole('dialog'))
  await ana.getByRole('dialog').getByRole('radio', { name: 'Advertising' }).check()
  await ana.getByLabel('What happened').fill('Leaflets.')
  await ana.getByRole('dialog').getByRole('button', { name: 'Send' }).tap()
  await notice(ana, 'Thank you. The operators look into it.')
  await reach(ana, me(ana, /^People/), ana.getByText(/^Advertising · /))
  const { reports: all } = await asked(ana, '/v1/me/reports')
  assert.deepEqual(all.map((r) => [r.category, r.state]), [['spam', 'open']])
}

async function history(ana) {
  await reach(ana, me(ana, /^History/), ana.getByRole('link', { name: /^Bo/ }))
  await ana.getByText(/· Introduced$/).waitFor()
  await ana.getByRole('link', { name: /^Bo/ }).tap()
  await ana.getByRole('heading', { name: 'Bo', exact: true }).last().waitFor()
  const { introductions: [{ id }] } = await asked(ana, '/v1/me/introductions')
  assert.equal(new URL(ana.url()).hash, `#/introductions/${id}`)
}

async function signIn(page, email, count) {
  await page.goto(`${house.url}/#/signin`)
  await page.getByLabel('E-mail address').fill(email)
  await button(page, 'Send me a code').tap()
  await page.getByLabel('The code in it').fill(await codeOf(email, count))
  await page.getByRole('navigation').first().waitFor()
}

async function sessions(browser, ana) {
  const others = [await open(browser), await open(browser)]
  const all = async () => (await asked(ana, '/v1/me/sessions')).sessions

  for (const [i, page] of others.entries()) await signIn(page, ana.email, 1 + i)
  await reach(ana, me(ana, /^Account/), button(ana, 'End all others'))
  assert.equal((await all()).length, 3)
  await ana.getByRole('button', { name: /^End .*, last on / }).first().tap()
  await until('one to be ended', async () => (await all()).length === 2)
  await button(ana, 'End all others').tap()
  await button(ana, 'End all others').waitFor({ state: 'detached' })
  assert.deepEqual((await all()).map((s) => s.this), [true])
  for (const page of others) {
    assert.equal((await asked(page, '/v1/me')).status, 401)
    await page.context().close()
  }
}

async function exported(ana) {
  await reach(ana, me(ana, /^Account/), button(ana, 'Download it'))
  const [file] = await Promise.all([ana.waitForEvent('download'), button(ana, 'Download it').tap()])
  assert.equal(file.suggestedFilename(), 'serendip.json')
  let text = ''
  for await (const piece of await file.createReadStream()) text += piece
  const all = JSON.parse(text)
  assert.equal(all.member.name, 'Ana Roy')
  assert.equal(all.member.email, ana.email)
  assert.deepEqual(all.people_known.map((p) => p.email).sort(), ['lise@example.org', 'marie@example.org'])
  assert.deepEqual(all.reports.map((r) => r.text), ['Leaflets.'])
  assert.equal(all.introductions.length, 1)
}

async function whichLetters(ana) {
  const kept = () => asked(ana, '/v1/me/letters')
  const [first] = (await kept()).kinds

  await reach(ana, me(ana, /^Letters/), ana.getByRole('checkbox').first())
  await ana.getByRole('checkbox').first().click()
  await until('a letter that is not wanted', async () => (await kept()).kinds[0].wanted !== first.wanted)
  await ana.getByLabel('Quiet from').fill('21:00')
  await ana.getByLabel('until').fill('08:00')
  await ana.getByLabel('At most in a week').fill('3')
  await button(ana, 'Save').tap()
  await notice(ana, 'Saved.')
  const { quiet, weekly_max: most } = await kept()
  assert.deepEqual([quiet, most], [{ from: '21:00', to: '08:00' }, 3])
  // Codes come all the same.
  await ana.getByLabel('Quiet from').fill('')
  await ana.getByLabel('At most in a week').fill('')
  await button(ana, 'Save').tap()
  await until('no quiet hours', async () => (await kept()).quiet === null)
}

async function invitations(ana) {
  await reach(ana, me(ana, /^Invite/), button(ana, 'Make a link'))
  await button(ana, 'Make a link').tap()
  await ana.getByText(/#\/join\//).waitFor()
  const states = async () => (await asked(ana, '/v1/me/invitations')).invitations.map((i) => i.state)
  assert.deepEqual(await states(), ['open'])
  await button(ana, 'End it').tap()
  await ana.getByText(/· Ended$/).waitFor()
  assert.deepEqual(await states(), ['ended'])
}

async function calendar(ana) {
  await reach(ana, me(ana, /^Account/), button(ana, 'Make one'))
  await button(ana, 'Make one').tap()
  const feed = new URL(await ana.getByText(/calendar\.ics\?token=/).innerText())
  const status = () => ana.evaluate(async (p) => (await fetch(p)).status, feed.pathname + feed.search)
  assert.equal(await status(), 200)
  await button(ana, 'End it').tap()
  await notice(ana, 'It is ended.')
  assert.equal(await status(), 404)
}

async function language(ana) {
  await reach(ana, me(ana, /^Profile/).slice(0, 1), ana.getByLabel('Language'))
  await ana.getByLabel('Language').selectOption('fr')
  await until('French', async () => (await asked(ana, '/v1/me')).language === 'fr')
  await ana.getByRole('link', { name: 'Moi', exact: true }).waitFor()
  await ana.getByLabel('Langue').selectOption('en')
  await until('English', async () => (await asked(ana, '/v1/me')).language === 'en')
}

// Both addresses say yes to it.
async function address(ana) {
  const now = `roy${Date.now()}@example.org`
  const code = (to) => until(`a code to ${to}`, () => letters(to).map((t) => /--code ([0-9A-Z]{4}-[0-9A-Z]{4})\b/.exec(t)?.[1]).filter(Boolean).pop())

  await reach(ana, me(ana, /^Account/), button(ana, 'Change it'))
  const before = letters(ana.email).length
  await ana.getByLabel('Another address').fill(now)
  await button(ana, 'Change it').tap()
  await ana.getByLabel('A code').fill(await code(now))
  await button(ana, 'Confirm').tap()
  await ana.getByText('The new one is confirmed.').waitFor()
  await until('a letter to the address before', () => letters(ana.email).length > before)
  await ana.getByLabel('A code').fill(await code(ana.email))
  await button(ana, 'Confirm').tap()
  await ana.getByLabel('Another address').waitFor()
  assert.equal((await asked(ana, '/v1/me/email')).email, now)
  ana.email = now
}

async function leave(ana, bo) {
  await reach(ana, me(ana, /^Account/), button(ana, 'Leave …'))
  await button(ana, 'Leave …').tap()
  const erase = button(ana, 'Erase everything')
  assert.ok(await erase.isDisabled(), 'not by one tap')
  await ana.getByLabel('To be sure, type').fill('Ana Roy')
  await erase.tap()
  await notice(ana, 'Your account is erased.')
  await ana.getByRole('link', { name: 'Join in a minute' }).waitFor()
  assert.equal((await asked(ana, '/v1/me')).status, 401)
  assert.deepEqual(JSON.parse(serendipctl('--json', 'members', 'search', 'Ana Roy')).members, [])
  assert.equal(await ana.evaluate(() => localStorage.getItem('member')), null)
  await bo.getByRole('heading', { name: 'Ana Roy', exact: true }).waitFor({ state: 'detached' })
}

async function mine(browser) {
  const ana = await member(browser, 'Ana', { domain: 'food/cook', languages: ['fr'] })
  const bo = await member(browser, 'Bo', { domain: 'arts/musician', languages: ['fr'] })

  for (const part of [profile, rhythm, pause, known, blocks, whichLetters, invitations, calendar, language, address]) {
    await part(ana)
    console.log(`  ${part.name}`)
  }
  serendipctl('rounds', 'run', 'weekly')
  for (const [page, name] of [[ana, 'Bo'], [bo, 'Ana Roy']]) {
    await page.goto(`${house.url}/#/`)
    await page.getByRole('heading', { name, exact: true }).first().waitFor()
  }
  for (const part of [reports, history, exported]) {
    await part(ana)
    console.log(`  ${part.name}`)
  }
  await sessions(browser, ana)
  await reach(ana, me(ana, /^Account/), button(ana, 'Download it'))
  assert.deepEqual(await findings(ana), [])
  await leave(ana, bo)
  assert.deepEqual([...ana.faults, ...bo.faults].filter((f) => !/status of (401|404)/.test(f)), [])
}

await run(mine)
