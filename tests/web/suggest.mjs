// Somebody says that two people should meet: two taps from the first page, on a phone
// in English, by keyboard alone in French; what they see of it, and what they do not.
import { assert, findings, member, run, serendipctl, settled } from './browser.mjs'

const BO = { domain: 'food/cook', languages: ['fr'], free: ['mon 8-20'] }
const WIDE = { locale: 'fr-FR', viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false }

// What operators are shown of suggestions.
const open = () => JSON.parse(serendipctl('--json', 'suggestions', 'list')).suggestions

// The two are introduced, and both say yes. There is an even number of members, so
// that nobody joins them.
async function meet(a, b) {
  serendipctl('pairs', 'pin', a.email, b.email, '--pool', 'weekly', '--reason', 'A test.')
  serendipctl('rounds', 'run', 'weekly')
  for (const [page, other] of [[a, b], [b, a]]) {
    await page.getByRole('heading', { name: other.member, exact: true }).first().waitFor()
    await page.getByRole('button', { name: /^(Yes, I'd like|Oui, avec)/ }).click()
  }
  await a.getByRole('link', { name: b.email }).waitFor()
}

async function phone(browser) {
  const ana = await member(browser, 'Ana', { domain: 'law/judge', languages: ['fr'] })
  const bo = await member(browser, 'Bo', BO)

  await meet(ana, bo)
  const cy = await member(browser, 'Cy', { ...BO, domain: 'arts/musician' })
  await ana.getByRole('link', { name: 'My network' }).tap()
  await ana.getByRole('link', { name: 'They should meet …' }).tap()
  await ana.getByRole('heading', { level: 1, name: 'They should meet' }).waitFor()
  // Bo is the only one met, and so the first of the two.
  assert.equal(await ana.getByLabel('One of them').evaluate((s) => s.selectedOptions[0].text), 'Bo')
  const send = ana.getByRole('button', { name: 'Send it to the operators' })
  assert.ok(await send.isDisabled(), 'nobody is named yet')

  // What is refused is said at its field.
  await ana.getByLabel('Address of the other').fill(ana.email)
  await send.tap()
  await ana.getByRole('alert').filter({ hasText: 'that is your own address' }).waitFor()
  assert.equal(await ana.getByLabel('Address of the other').getAttribute('aria-invalid'), 'true')

  // A member's address and nobody's are answered the same.
  const sent = async (address) => {
    await ana.getByLabel('Address of the other').fill(address)
    await ana.getByLabel('Why?').fill('Both keep bees.')
    await send.tap()
    await ana.getByRole('listitem').filter({ hasText: `Bo and ${address}` }).waitFor()
    await ana.getByText('Sent. Thank you.').waitFor()
    return (await ana.getByRole('listitem').filter({ hasText: `Bo and ${address}` }).innerText()).replace(address, '')
  }
  assert.equal(await sent('nobody@example.org'), await sent(cy.email))
  assert.deepEqual(open().map((s) => [s.because, s.by.name]), [['Both keep bees.', 'Ana']])
  assert.deepEqual(await findings(ana), [])

  // Whatever becomes of it, the page says the same.
  const before = await ana.getByRole('main').innerText()
  serendipctl('suggestions', 'accept', open()[0].id)
  await ana.reload()
  await ana.getByRole('listitem').filter({ hasText: cy.email }).waitFor()
  await settled(ana)
  assert.equal(await ana.getByRole('main').innerText(), before)
  serendipctl('rounds', 'run', 'weekly')
  await bo.getByRole('heading', { name: 'Cy', exact: true }).first().waitFor()
  for (const page of [bo, cy]) assert.equal(await page.getByText(/bees|suggest/).count(), 0)

  await ana.getByRole('button', { name: 'Withdraw Bo and nobody@example.org' }).tap()
  await ana.getByRole('listitem').filter({ hasText: 'nobody@example.org' }).waitFor({ state: 'detached' })
  assert.equal(await ana.getByRole('listitem').filter({ hasText: 'Bo and ' }).count(), 1)
  assert.deepEqual([ana, bo, cy].flatMap((p) => p.faults).filter((f) => !/422/.test(f)), [])
}

// From the menu of somebody's page, without a mouse.
async function keyboard(browser) {
  const dee = await member(browser, 'Dee', { domain: 'law/judge', languages: ['fr'] }, { language: 'fr' }, WIDE)
  const eve = await member(browser, 'Eve', BO)
  const flo = await member(browser, 'Flo', { ...BO, domain: 'arts/musician' })

  await meet(dee, eve)
  await dee.getByText('Plus', { exact: true }).focus()
  await dee.keyboard.press('Enter')
  await dee.getByRole('button', { name: /^Ils devraient se rencontrer/ }).focus()
  await dee.keyboard.press('Enter')
  await dee.getByRole('heading', { level: 1, name: 'Ils devraient se rencontrer' }).waitFor()
  assert.equal(await dee.getByLabel("L’une", { exact: true }).evaluate((s) => s.selectedOptions[0].text), 'Eve')
  const to = async (field) => {
    for (let n = 0; n < 30; n++) {
      if (await field.evaluate((e) => e === document.activeElement)) return
      await dee.keyboard.press('Tab')
    }
    assert.fail('a field that Tab does not reach')
  }
  await to(dee.getByLabel("Adresse de l’autre"))
  await dee.keyboard.type(flo.email)
  await to(dee.getByLabel('Pourquoi'))
  await dee.keyboard.type('Le miel.')
  await to(dee.getByRole('button', { name: "Envoyer à l’équipe" }))
  await dee.keyboard.press('Enter')
  await dee.getByRole('listitem').filter({ hasText: `Eve et ${flo.email}` }).waitFor()
  assert.deepEqual(open().map((s) => s.because), ['Le miel.'])
  assert.deepEqual(await findings(dee), [])
  assert.deepEqual(dee.faults, [])
}

await run(phone, keyboard)
