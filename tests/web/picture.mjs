// The picture of a network, of a member of a large community: each field has a colour
// of its own, the same everywhere on the page, and to be told from every other and from the
// ground; where there are more fields than colours, another shape. Nothing that is
// written in the picture stands upon anything else, however long.
import { assert, findings, house, member, run, settled } from './browser.mjs'

const HUES = 20
const LOOKS = [
  { colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { colorScheme: 'light', viewport: { width: 320, height: 640 } },
  { colorScheme: 'dark', viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false },
]
const TEXTS = ['Law', 'Food and hospitality of the mountains', 'Agriculture', 'Donaudampfschifffahrtsgesellschaftskapitänswesen', 'Shops and services', 'WWWWWWWWWW MMMMMMMMMM']
const PEOPLE = ['Jo', 'Marie-Antoinette-Joséphine', 'Bo Lindqvist', 'WWWWWWWWWWWWWWWW', 'Ana', 'Konstantinos']

// A community of so many fields, and a member who has met so many of its people.
const fields = (count) => Array.from({ length: count }, (_, i) => ({
  word: `field-${String(i).padStart(2, '0')}`, label: { en: `${TEXTS[i % TEXTS.length]} ${i}` },
}))
function network(all, met) {
  const figures = { people: met, domains: 3, blau: 0.5, ei: 1, effective_size: 3 }
  const at = (week) => new Date(Date.UTC(2026, 0, 5 + 7 * week)).toISOString()

  return {
    attribute: 'domain', own: all[0].word, mine: figures, community: null, chance: null, ceiling: null, counted_at: null,
    bridges: all.slice(1, 4).map((f) => ({ a: all[0].word, b: f.word })),
    weeks: [0, 1, 2].map((week) => ({ from: at(week), mine: figures, community: null, chance: null, ceiling: null })),
    people: Array.from({ length: met }, (_, i) => ({
      name: i === 5 ? null : PEOPLE[i % PEOPLE.length], domain: i === 5 ? null : all[i * 7 % all.length].word,
      since: at(i % 2), introduction: null, handle: null, tie: 'met',
    })),
    ties: [{ a: 0, b: 1 }],
  }
}

async function show(page, count, met) {
  const all = fields(count)
  const reply = (path, change) => page.route(path, async (route) => {
    const real = await route.fetch()
    await route.fulfill({ response: real, json: change(await real.json()) })
  })

  await page.unrouteAll()
  await reply('**/v1/about', (about) => ({
    ...about, attributes: about.attributes.map((a) => (a.name === 'domain' ? { ...a, words: all, word_count: count } : a)),
  }))
  await reply('**/v1/me/diversity', () => network(all, met))
  await page.goto(`${house.url}/#/network`)
  await page.reload()
  await page.getByText(`${met} people, ${met} threads.`).waitFor()
  await settled(page)
}

// Boxes of what is written, and of the points; those that lie upon each other, and
// those that lie outside.
const crossings = (page) => page.evaluate(() => {
  const svg = document.querySelector('svg.picture')
  const shown = [...svg.querySelectorAll('text:not(.self), .point')].map((e) => {
    const { x, y, width, height } = e.getBBox()
    return { is: e.textContent || `point ${e.getAttribute('d').slice(0, 20)}`, isText: e.tagName === 'text', x, y, width, height }
  })
  const { x: left, y: top, width, height } = svg.viewBox.baseVal
  const found = shown.filter((b) => b.x < left || b.y < top || b.x + b.width > left + width || b.y + b.height > top + height)
    .map((b) => `${b.is} is outside`)
  // A line of text is a little less high than its box.
  const SLACK = 4
  shown.forEach((a, i) => shown.slice(i + 1).forEach((b) => {
    if ((a.isText || b.isText) && a.x < b.x + b.width && b.x < a.x + a.width
        && a.y < b.y + b.height - SLACK && b.y < a.y + a.height - SLACK) found.push(`${a.is} upon ${b.is}`)
  }))
  return found
})

// --- colours ------------------------------------------------------------------------

const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
const rgb = (text) => text.match(/[\d.]+/g).slice(0, 3).map((c) => linear(c / 255))
const luminance = (text) => rgb(text).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0)
function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}
// Oklab (Ottosson 2020), where equal distances look equally far.
function oklab(text) {
  const [r, g, b] = rgb(text)
  const [l, m, s] = [
    [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005],
  ].map(([x, y, z]) => Math.cbrt(x * r + y * g + z * b))
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s]
}
const TOLD_APART = 0.06

// By field: its colour and shape, wherever they are, and the colour of its name.
const seen = (page) => page.evaluate(() => {
  const style = (e, what) => getComputedStyle(e)[what]
  const all = {}
  for (const node of document.querySelectorAll('.node')) {
    const field = node.querySelector('title').textContent.split(', ')[1]
    const point = node.querySelector('.point')
    const shape = point.getAttribute('d').replace(/^M[^m]*/, '')
    if (field) (all[field] ??= { points: [], dots: [] }).points.push([style(point, 'fill'), shape])
  }
  for (const row of document.querySelectorAll('tbody tr')) {
    const dot = row.querySelector('.dot')
    if (dot) all[dot.parentElement.textContent].dots.push(style(dot, 'backgroundColor'))
  }
  for (const title of document.querySelectorAll('.picture .side'))
    all[title.querySelector('title').textContent].name = style(title, 'fill')
  return { all, paper: style(document.documentElement, 'backgroundColor') }
})

async function colours(page, count) {
  const { all, paper } = await seen(page)
  const names = Object.keys(all)
  const looks = names.map((name) => {
    const { points, dots, name: written } = all[name]
    for (const [fill, shape] of points) assert.deepEqual([fill, shape], points[0], name)
    for (const dot of dots) assert.equal(dot, points[0][0], `${name} in the table`)
    assert.ok(contrast(points[0][0], paper) >= 3, `${name}: ${points[0][0]} on ${paper}`)
    assert.ok(contrast(written, paper) >= 4.5, `the name of ${name}: ${written} on ${paper}`)
    return points[0]
  })
  assert.equal(names.length, count, 'every field is there')
  looks.forEach(([fill, shape], i) => looks.slice(0, i).forEach(([other, outline], k) => {
    if (count <= HUES) assert.equal(shape, outline, 'shapes are for colours that repeat')
    if (shape !== outline) return
    const [a, b] = [oklab(fill), oklab(other)]
    const far = Math.hypot(...a.map((x, j) => x - b[j]))
    assert.ok(far >= TOLD_APART, `${names[i]} ${fill} and ${names[k]} ${other}: ${far.toFixed(3)}`)
  }))
  return all
}

// --- the pictures ---------------------------------------------------------------------

async function picture(browser) {
  for (const options of LOOKS) {
    const ana = await member(browser, 'Ana', { domain: 'food/cook', languages: ['fr'] }, {}, { ...options, serviceWorkers: 'block', reducedMotion: 'reduce' })

    for (const [count, met] of [[1, 2], [3, 9], [9, 24], [23, 24], [12, 60], [30, 300]]) {
      await show(ana, count, met)
      assert.deepEqual(await crossings(ana), [], `${met} people of ${count} fields`)
    }
    assert.deepEqual(await findings(ana), [])
    await show(ana, HUES, 60)
    const before = await colours(ana, HUES)
    // A week that has only some of them moves nobody and dyes nobody anew.
    await ana.getByRole('slider').press('Home')
    const { all: then } = await seen(ana)
    assert.ok(Object.keys(then).length > 0)
    for (const [name, { points }] of Object.entries(then)) assert.deepEqual(points[0], before[name].points[0], name)
    await show(ana, 3 * HUES, 240)
    await colours(ana, 3 * HUES)
    assert.deepEqual(ana.faults, [])
    await ana.context().close()
  }
}

await run(picture)
