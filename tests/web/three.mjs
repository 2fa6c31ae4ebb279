// Three in one introduction: each sees both others and who does what; where one
// blocks another, the third goes on with both.
import { assert, findings, member, run, serendipctl } from './browser.mjs'

const FREE = ['mon 8-20', 'tue 8-20', 'wed 8-20', 'thu 8-20', 'fri 8-20']
const some = (domain) => ({ domain, languages: ['fr'], free: FREE })

async function three(browser) {
  const ana = await member(browser, 'Ana', some('food/cook'), { pitch: 'I bake.' })
  const bo = await member(browser, 'Bo', some('arts/musician'))
  const cy = await member(browser, 'Cy', some('law/judge'))
  const all = [ana, bo, cy]
  const card = (page, name) => page.getByRole('heading', { name, exact: true })

  serendipctl('rounds', 'run', 'weekly')
  for (const page of all)
    for (const other of all.filter((x) => x !== page)) await card(page, other.member).waitFor()
  await ana.getByText('Why you', { exact: true }).waitFor()
  assert.deepEqual(await findings(ana), [])
  for (const page of all) await page.getByRole('button', { name: "Yes, I'd like to meet" }).tap()
  for (const other of [bo, cy]) await ana.getByRole('link', { name: other.email }).waitFor()

  // Who proposed an hour is named.
  await ana.getByRole('button', { name: 'Propose an hour' }).tap()
  await ana.getByRole('button', { name: 'Propose it' }).tap()
  for (const page of [bo, cy]) await page.getByText('Ana proposes it.').waitFor()

  // Bo blocks Cy: their pages lose each other, at once; Ana keeps both.
  await bo.getByText('More', { exact: true }).tap()
  await bo.getByRole('button', { name: 'Block', exact: true }).tap()
  await bo.getByRole('dialog').getByRole('radio', { name: 'Cy' }).check()
  await bo.getByRole('dialog').getByRole('button', { name: 'Block' }).tap()
  await card(cy, 'Bo').waitFor({ state: 'detached' })
  await card(cy, 'Ana').waitFor()
  await card(bo, 'Ana').waitFor()
  await card(bo, 'Cy').waitFor({ state: 'detached' })
  for (const name of ['Bo', 'Cy']) await card(ana, name).waitFor()
  assert.deepEqual(all.flatMap((page) => page.faults), [])
}

await run(three)
