// Letters that a mail server really refused, as an operator sees them: which, to whom,
// and what was said there.
import { house, look, member, run, serendipctl, steer, until } from './browser.mjs'

const SMALL = { colorScheme: 'dark', locale: 'fr-FR', viewport: { width: 320, height: 640 } }

async function failed(browser) {
  const ana = await member(browser, 'Ana', { domain: 'food/cook', languages: ['fr'] })
  const bo = await member(browser, 'Bo', { domain: 'arts/musician', languages: ['fr'] })
  const eve = await member(browser, 'Eve', { domain: 'law/judge', languages: ['de'] }, { language: 'fr' }, SMALL)

  serendipctl('members', 'role', eve.email, 'operator')
  await steer('mail_refuses', { words: '550 5.1.1 no such mailbox here' })
  serendipctl('rounds', 'run', 'weekly')
  await until('both letters to come back', async () => (await steer('sql', {
    text: "SELECT DISTINCT m.name FROM outbox o JOIN members m ON m.id = o.member WHERE o.state = 'dead' AND m.name IN ('Ana', 'Bo')",
  })).length === 2)
  await eve.reload()
  await look(eve, 'operator/letters')
  for (const name of [ana.member, bo.member]) await eve.getByText(`, à ${name}`).first().waitFor()
  await eve.getByText('550 5.1.1 no such mailbox here').first().waitFor()
  await eve.getByText('essayée 1 fois').first().waitFor()
  // To whom they went is told of it on their own page, with what to do.
  await ana.goto(house.url)
  await ana.getByText('Letters to your address come back.').waitFor()
  await ana.getByRole('link', { name: 'Change it' }).tap()
  await ana.getByLabel('Another address').waitFor()
}

await run(failed)
