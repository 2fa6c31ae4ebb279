// What an operator has in hand: a round that waits for a yes, and one that is called
// off; an experiment with what it has shown, and its end; a webhook that cannot be
// reached; how the community grows. Each page in both languages, on a small screen
// and a wide one, in light and dark; and a form's errors at their fields.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { assert, house, look, member, run, serendipctl, settled, until } from './browser.mjs'

const PARTS = ['rounds', 'mixing', 'community', 'whatif', 'experiments', 'reports', 'letters', 'webhooks', 'constructor']
const SMALL = { colorScheme: 'light', viewport: { width: 320, height: 640 } }
const WIDE = { colorScheme: 'dark', locale: 'fr-FR', viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false }
const APPROVE = '    approve: true\n'
const TRIAL = '    experiment: {name: by-chance, rounds: 3, arms: {usual: {}, chance: {serendipity: 1}}}\n'
const HOOKS = "webhooks: {desk: {url: 'https://127.0.0.1:1/', format: slack, events: [round.published]}}\n"

function configure() {
  writeFileSync(house.config, readFileSync(house.config, 'utf8').trimEnd() + '\n')
  appendFileSync(house.config, APPROVE + TRIAL + HOOKS)
  process.kill(house.pid, 'SIGHUP')
}

const asked = (page, path) => page.evaluate(async (p) => (await fetch(p)).json(), path)

async function operators(browser) {
  const ana = await member(browser, 'Ana', { domain: 'food/cook', languages: ['fr'] }, {}, SMALL)
  const bo = await member(browser, 'Bo', { domain: 'arts/musician', languages: ['fr'] }, {}, WIDE)
  const eve = await member(browser, 'Eve', { domain: 'law/judge', languages: ['de'] }, {}, SMALL)
  const zoe = await member(browser, 'Zoe', { domain: 'law/judge', languages: ['pt'] }, { language: 'fr' }, WIDE)

  configure()
  for (const page of [eve, zoe]) {
    serendipctl('members', 'role', page.email, 'operator')
    await page.reload()
    await page.getByRole('navigation').first().waitFor()
  }
  await until('the new configuration', async () => (await asked(eve, '/v1/operator/experiments')).experiments.length)
  return [ana, bo, eve, zoe]
}

// The page of the round that is waiting; another round is called off on it.
async function waiting(eve, zoe) {
  await eve.goto(`${house.url}/#/operator/rounds`)
  await eve.getByText('planned').waitFor()
  serendipctl('rounds', 'run', 'weekly')
  await eve.getByRole('link', { name: /waits for a yes/ }).tap()
  await eve.getByText('Nobody knows of it yet.').waitFor()
  const at = new URL(eve.url()).hash.slice(2)
  for (const page of [eve, zoe]) await look(page, at)
  await eve.getByRole('button', { name: 'Cancel this round' }).tap()
  await eve.getByRole('dialog').getByRole('button', { name: 'Cancel this round' }).tap()
  await eve.getByText('cancelled').waitFor()
  assert.equal(await eve.getByRole('button', { name: 'Say yes to it' }).count(), 0)
  // Elsewhere that is seen at once; a yes that comes too late is told why it is none.
  await zoe.getByText('annulé').waitFor()
}

async function approved(ana, eve, zoe) {
  serendipctl('rounds', 'run', 'weekly')
  await eve.goto(`${house.url}/#/operator/rounds`)
  await eve.getByRole('link', { name: /waits for a yes/ }).tap()
  await eve.getByRole('button', { name: 'Say yes to it' }).waitFor()
  await eve.getByRole('button', { name: 'Say yes to it' }).focus()
  await eve.keyboard.press('Enter')
  await eve.getByRole('dialog').getByRole('button', { name: 'Say yes to it' }).focus()
  await eve.keyboard.press('Enter')
  await eve.getByText(/published/).first().waitFor()
  await ana.goto(`${house.url}/#/`)
  await ana.getByRole('heading', { name: 'Bo', exact: true }).waitFor()
  await zoe.goto(`${house.url}/#/operator/experiments`)
  await zoe.getByRole('link', { name: /by-chance/ }).click()
  await zoe.getByText('Rien n’est décidé').waitFor()
}

async function met(ana, bo) {
  await ana.getByRole('button', { name: "Yes, I'd like to meet" }).tap()
  await bo.goto(`${house.url}/#/`)
  await bo.getByRole('button', { name: 'Oui, avec plaisir' }).click()
  await ana.getByRole('button', { name: 'We met' }).tap()
  await ana.getByText('You have met Bo').waitFor()
}

async function hand(browser) {
  const [ana, bo, eve, zoe] = await operators(browser)

  await waiting(eve, zoe)
  await approved(ana, eve, zoe)
  await met(ana, bo)
  for (const page of [eve, zoe]) for (const part of PARTS) await look(page, `operator/${part}`)

  const { experiments: [{ id }] } = await asked(eve, '/v1/operator/experiments')
  for (const page of [eve, zoe]) await look(page, `operator/experiments/${id}`)
  await eve.getByText('1 of 3 rounds drawn, 0 closed').waitFor()
  await eve.getByRole('button', { name: 'Stop it' }).tap()
  await eve.getByRole('dialog').getByRole('button', { name: 'Stop it' }).tap()
  await eve.getByRole('status').getByText('Stopped.').waitFor()

  await zoe.goto(`${house.url}/#/operator/community`)
  await zoe.getByText('1 paire qui s’est rencontrée').waitFor()
  await zoe.getByRole('img', { name: /^De .* maintenant$/ }).first().waitFor()
  await zoe.goto(`${house.url}/#/operator/webhooks`)
  await zoe.getByRole('button', { name: 'Essayer desk' }).click()
  await zoe.getByRole('alert').getByText('Il n’est pas arrivé').waitFor()

  // What is wrong stands at its field.
  await eve.goto(`${house.url}/#/operator/whatif`)
  await settled(eve)
  await eve.getByLabel('Requirements, one a line').fill('differ domane')
  await eve.getByRole('button', { name: 'Play' }).tap()
  await until('the field to be marked', async () =>
    await eve.getByLabel('Requirements, one a line').getAttribute('aria-invalid') === 'true')
  assert.deepEqual([ana, bo, eve, zoe].flatMap((page) => page.faults).filter((f) => !/status of (409|422)/.test(f)), [])
}

await run(hand)
