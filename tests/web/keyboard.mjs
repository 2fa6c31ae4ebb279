// A member's week by keyboard alone: Tab, Enter, Space, arrows and Escape. Whatever one
// comes to is seen to be where one is, and nothing of it is hidden behind something else; and
// whatever one does, one is still somewhere afterwards, not at the page's beginning.
import { assert, findings, house, member, run, serendipctl, until } from './browser.mjs'

const WIDE = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false, reducedMotion: 'reduce' }
const FREE = ['mon 8-20', 'tue 8-20', 'wed 8-20', 'thu 8-20', 'fri 8-20', 'sat 8-20', 'sun 8-20']
const TABS_MAX = 60

const isThere = (field) => field.evaluate((e) => e === document.activeElement)
// What a page has shown it goes to after that.
const comes = (field, where) => until(`to be ${where}`, () => isThere(field))

// What somebody sees of where they are: an outline, and nothing upon it.
const sight = (page) => page.evaluate(() => {
  const e = document.activeElement
  const seen = e.matches('.chip input') ? e.nextElementSibling : e
  const { outlineStyle, outlineWidth } = getComputedStyle(seen)
  const { x, y, width, height } = seen.getBoundingClientRect()
  const top = document.elementFromPoint(x + width / 2, y + Math.min(height / 2, 20))
  return {
    what: `${e.tagName} ${e.textContent}`.slice(0, 60),
    outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
    free: top !== null && (top === e || seen.contains(top) || e.contains(top) || top.contains(seen) && top.closest('label') !== null),
  }
})

async function tabTo(page, what) {
  await what.waitFor()
  // What comes late would move it away.
  await page.waitForFunction(() => document.querySelector('.waiting') === null)
  for (let n = 0; n < TABS_MAX; n++) {
    if (await isThere(what)) {
      const at = await sight(page)
      assert.ok(at.outlined, `not seen to be there: ${at.what}`)
      assert.ok(at.free, `hidden by something: ${at.what}`)
      return
    }
    await page.keyboard.press('Tab')
  }
  assert.fail(`no way to ${what} by Tab`)
}

// One is in the page's own part still, or in a dialog.
async function isSomewhere(page, after) {
  await until(`to be somewhere after ${after}`, () => page.evaluate(() => document.activeElement.closest('main, dialog') !== null))
}

async function press(page, what, key = 'Enter') {
  await tabTo(page, what)
  await page.keyboard.press(key)
}
async function doIt(page, name, then) {
  await press(page, page.getByRole('button', { name, exact: true }))
  await then.first().waitFor()
  await isSomewhere(page, name)
}

const field = (page, name) => page.getByLabel(name, { exact: true })

async function couple(browser, domain) {
  const ana = await member(browser, 'Ana', { domain: 'food/cook', languages: ['fr'], free: FREE }, {}, WIDE)
  const bo = await member(browser, 'Bo', { domain, languages: ['fr'], free: FREE }, {}, WIDE)

  serendipctl('rounds', 'run', 'weekly')
  for (const [page, other] of [[ana, 'Bo'], [bo, 'Ana']]) await page.getByRole('heading', { name: other, exact: true }).waitFor()
  return [ana, bo]
}

// The first key goes to the link that leads past the header.
async function past(ana) {
  await ana.goto(`${house.url}/#/`)
  await ana.reload()
  await ana.getByRole('heading', { name: 'Bo', exact: true }).waitFor()
  await press(ana, ana.getByRole('link', { name: 'Skip to the page' }))
  assert.equal(await ana.evaluate(() => document.activeElement.id), 'main')
  await ana.keyboard.press('Tab')
  assert.ok(await ana.evaluate(() => document.activeElement.closest('main') !== null), 'the header is behind')
}

async function written(ana, bo) {
  const compose = ana.getByRole('textbox', { name: 'Write something' })

  await tabTo(ana, compose)
  await ana.keyboard.type('Which hour?')
  await ana.keyboard.press('Shift+Enter')
  await ana.keyboard.type('I have all of them.')
  await ana.keyboard.press('Enter')
  await bo.getByRole('log').getByText('I have all of them.').waitFor()
  await until('the field to be empty', async () => await compose.inputValue() === '')
  assert.ok(await isThere(compose), 'ready for the next line')
  await ana.keyboard.type('Café?')
  await press(ana, ana.getByRole('button', { name: 'Send' }))
  await bo.getByRole('log').getByText('Café?').waitFor()
  await isSomewhere(ana, 'Send')
}

async function agreed(ana, bo) {
  // Called for, given up, called for again: one is in the form, and back.
  await doIt(ana, 'Propose an hour', field(ana, 'When'))
  await comes(field(ana, 'When'), 'in the form')
  await doIt(ana, 'Cancel', ana.getByRole('button', { name: 'Propose an hour' }))
  await doIt(ana, 'Propose an hour', field(ana, 'When'))
  const first = await field(ana, 'When').inputValue()
  await tabTo(ana, field(ana, 'When'))
  await ana.keyboard.press('ArrowDown')
  assert.notEqual(await field(ana, 'When').inputValue(), first)
  await tabTo(ana, field(ana, 'How long'))
  await ana.keyboard.press('ArrowDown')
  assert.equal(await field(ana, 'How long').inputValue(), '45')
  await tabTo(ana, field(ana, 'Where'))
  await ana.keyboard.type('Café du Port')
  await doIt(ana, 'Propose it', ana.getByText('You proposed it; no answer yet.'))

  await bo.getByText('Ana proposes it.').waitFor()
  await doIt(bo, 'It does not', bo.getByText('It does not suit.'))

  // Another one, of their own.
  await doIt(ana, 'Another hour', field(ana, 'When'))
  await tabTo(ana, field(ana, 'When'))
  await ana.keyboard.press('End')
  await tabTo(ana, field(ana, 'By your own clock'))
  await doIt(ana, 'Propose it', ana.getByText('You proposed it; no answer yet.'))
  await doIt(bo, 'It suits me', bo.getByText('It is settled.'))
  await ana.getByText('It is settled.').waitFor()
  await tabTo(ana, ana.getByRole('link', { name: 'Add to calendar' }))
}

async function said(ana, bo) {
  await doIt(ana, 'We met', ana.getByText('You have met Bo.'))
  const rating = ana.getByRole('group', { name: 'How was it?' })
  await press(ana, rating.getByRole('radio', { name: 'Poor' }), ' ')
  for (const name of ['So-so', 'Fine', 'Good']) {
    await ana.keyboard.press('ArrowRight')
    assert.ok(await rating.getByRole('radio', { name }).isChecked(), name)
  }
  await tabTo(ana, ana.getByLabel('What did you learn?'))
  await ana.keyboard.type('How to bake.')
  const saved = ana.waitForResponse(/\/outcome$/)
  await doIt(ana, 'Save', ana.getByText('Thank you.'))
  await saved
  assert.equal(await ana.getByLabel('What did you learn?').inputValue(), 'How to bake.')
  assert.ok(await rating.getByRole('radio', { name: 'Good' }).isChecked())
  await doIt(ana, 'It was otherwise', ana.getByRole('button', { name: 'We did not' }))
  await doIt(ana, 'We met', ana.getByRole('button', { name: 'It was otherwise' }))
  await bo.getByText('You have met Ana.').waitFor()
}

async function paused(ana) {
  await press(ana, ana.getByRole('link', { name: 'Me', exact: true }))
  await ana.getByRole('heading', { level: 1, name: 'Ana' }).waitFor()
  await isSomewhere(ana, 'Me')
  await press(ana, ana.getByRole('link', { name: /^Rhythm/ }))
  await ana.getByRole('heading', { level: 1, name: 'Rhythm' }).waitFor()
  await press(ana, ana.getByRole('checkbox', { name: 'I like to be one of three.' }), ' ')
  await until('the box to be ticked', () => ana.getByRole('checkbox', { name: 'I like to be one of three.' }).isChecked())
  await isSomewhere(ana, 'a box')
  await tabTo(ana, field(ana, 'Back on'))
  await doIt(ana, 'Pause', ana.getByText('You are paused until you say so.'))
  await doIt(ana, 'I am back', ana.getByRole('button', { name: 'Pause' }))
}

async function blocked(ana, bo) {
  await press(ana, ana.getByRole('link', { name: 'This week' }))
  await ana.getByRole('heading', { name: 'Bo', exact: true }).waitFor()
  const menu = ana.getByText('More', { exact: true })
  await press(ana, menu)
  await press(ana, ana.getByRole('button', { name: 'Report', exact: true }))
  await ana.getByRole('dialog').waitFor()
  // Nothing behind it can be reached; Escape is no, and leads back.
  for (let n = 0; n < 15; n++) {
    await ana.keyboard.press('Tab')
    assert.ok(await ana.evaluate(() => document.activeElement === document.body || document.activeElement.closest('dialog') !== null))
  }
  await ana.keyboard.press('Escape')
  await ana.getByRole('dialog').waitFor({ state: 'detached' })
  assert.ok(await isThere(menu), 'where one was before')
  await press(ana, menu)
  await press(ana, ana.getByRole('button', { name: 'Block', exact: true }))
  await press(ana, ana.getByRole('dialog').getByRole('button', { name: 'Block' }))
  await ana.getByRole('heading', { name: 'Between two introductions' }).waitFor()
  await ana.getByRole('status').getByText('Bo is blocked.').waitFor()
  await isSomewhere(ana, 'Block')
  await bo.getByRole('heading', { name: 'Ana', exact: true }).waitFor({ state: 'detached' })
}

async function week(browser) {
  const [ana, bo] = await couple(browser, 'arts/musician')

  await past(ana)
  await doIt(ana, "Yes, I'd like to meet", ana.getByText('You said yes.'))
  await doIt(bo, "Yes, I'd like to meet", bo.getByRole('textbox', { name: 'Write something' }))
  await written(ana, bo)
  await agreed(ana, bo)
  await said(ana, bo)
  assert.deepEqual(await findings(ana), [])
  await paused(ana)
  await blocked(ana, bo)
  assert.deepEqual([...ana.faults, ...bo.faults].filter((f) => !/404/.test(f)), [])
  for (const page of [ana, bo]) await page.context().close()
}

// No, with a reason, after a second thought.
async function skipped(browser) {
  const [ana, bo] = await couple(browser, 'law/judge')
  const reason = ana.getByLabel('Why not? (if you like)')

  await doIt(ana, 'Not this time', reason)
  await comes(reason, 'in the field')
  await doIt(ana, 'Keep it', ana.getByRole('button', { name: 'Not this time' }))
  await doIt(ana, 'Not this time', reason)
  await tabTo(ana, reason)
  await ana.keyboard.type('I am away.')
  await doIt(ana, 'Skip', ana.getByRole('heading', { name: 'Between two introductions' }))
  assert.deepEqual([...ana.faults, ...bo.faults], [])
}

await run(week, skipped)
