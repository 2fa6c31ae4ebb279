// A member who has met somebody in each of three weeks looks back: by mouse, by
// keyboard and by touch; the picture, what is said of it, the table and the figures
// are those of the week, and come back.
import { assert, findings, house, PHONE, run, settled, signedIn, until } from './browser.mjs'

const WIDE = { viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false }
const MET = ['Bo', 'Cy', 'Di']

// All that the page shows of a week.
const shown = (page) => page.evaluate(() => ({
  label: document.querySelector('svg.picture').getAttribute('aria-label'),
  picture: [...document.querySelectorAll('.node text')].map((e) => e.textContent).sort(),
  threads: document.querySelectorAll('.picture .thread').length,
  status: document.querySelector('.network [role="status"]').textContent,
  table: [...document.querySelectorAll('tbody th')].map((e) => e.textContent).sort(),
  fields: document.querySelector('.figure b').textContent,
  week: document.querySelector('input[type="range"]').getAttribute('aria-valuetext'),
}))

// The week in which so many had been met.
async function isAt(page, count) {
  const now = count === MET.length
  await until(`${count} people`, async () => (await shown(page)).picture.length === count)
  const it = await shown(page)
  assert.deepEqual(it.picture, MET.slice(0, count))
  assert.deepEqual(it.table, MET.slice(0, count))
  assert.equal(it.threads, count)
  assert.equal(it.label.startsWith(count === 1 ? '1 person of 1 field ' : `${count} people of ${count} fields `), true, it.label)
  assert.equal(it.status, count === 1 ? 'One person, one thread.' : `${count} people, ${count} threads.`)
  // Each of another field: as many fields as people.
  assert.equal(it.fields, String(count))
  assert.match(it.week, now ? /^Now$/ : /^The week of \d/)
  await page.getByText(it.week, { exact: true }).waitFor()
}

const slider = (page) => page.getByRole('slider', { name: 'Week' })

async function begin(browser, options) {
  const page = await signedIn(browser, house.before.token, { ...options, reducedMotion: 'reduce' })
  await page.goto(`${house.url}/#/network`)
  await settled(page)
  await isAt(page, 3)
  assert.equal(await slider(page).getAttribute('max'), '2')
  return page
}

async function byKeyboard(browser) {
  const page = await begin(browser, WIDE)

  for (let n = 0; !await slider(page).evaluate((e) => e === document.activeElement); n++) {
    assert.ok(n < 20, 'no way to the slider by Tab')
    await page.keyboard.press('Tab')
  }
  assert.notEqual(await slider(page).evaluate((e) => getComputedStyle(e).outlineStyle), 'none')
  for (const [key, count] of [['ArrowLeft', 2], ['ArrowLeft', 1], ['ArrowLeft', 1], ['ArrowRight', 2], ['ArrowRight', 3],
    ['ArrowRight', 3], ['Home', 1], ['End', 3]]) {
    await page.keyboard.press(key)
    await isAt(page, count)
  }
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('rowheader', { name: 'Cy' }).waitFor()
  assert.equal(await page.getByRole('rowheader').count(), 2)
  assert.deepEqual(await findings(page), [])
  assert.deepEqual(page.faults, [])
}

// Where on the slider a week is; its thumb is as high as it is.
async function placeOf(page, week) {
  const { x, y, width, height } = await slider(page).boundingBox()
  const thumb = 16
  return [x + thumb / 2 + (width - thumb) * week / 2, y + height / 2]
}

async function byMouse(browser) {
  const page = await begin(browser, WIDE)

  await slider(page).scrollIntoViewIfNeeded()
  await page.mouse.move(...await placeOf(page, 2))
  await page.mouse.down()
  await page.mouse.move(...await placeOf(page, 1), { steps: 5 })
  await isAt(page, 2)
  await page.mouse.move(...await placeOf(page, 0), { steps: 5 })
  await isAt(page, 1)
  await page.mouse.up()
  await page.mouse.click(...await placeOf(page, 2))
  await isAt(page, 3)
  assert.deepEqual(page.faults, [])
}

async function byTouch(browser) {
  const page = await begin(browser, PHONE)

  await slider(page).scrollIntoViewIfNeeded()
  for (const [week, count] of [[1, 2], [0, 1], [2, 3]]) {
    await page.touchscreen.tap(...await placeOf(page, week))
    await isAt(page, count)
  }
  assert.deepEqual(page.faults, [])
}

await run(byKeyboard, byMouse, byTouch)
