// The pictures that screenshots.py is for. A picture is a row.
import { house, launch, open, PHONE, settled, signedIn } from './browser.mjs'

const DESK = { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1, isMobile: false, hasTouch: false }
const SMALL = { ...PHONE, deviceScaleFactor: 1.5 }
const EN = 'en-GB', FR = 'fr-FR'
const { round, report } = house.before
// Who met in a trio has one more.
const MET = /^(9|1\d) (people|personnes), \d+ (threads|fils)\.$/
// name, address, device, language, look, who, and what they do to see what is shown
const PICTURES = [
  ['welcome-phone', '', SMALL, EN, 'light', 'stranger'],
  ['welcome-desktop', '', DESK, FR, 'dark', 'stranger'],
  ['week-phone', '', SMALL, FR, 'light', 'member'],
  ['week-phone-dark', '', SMALL, EN, 'dark', 'member'],
  ['week-desktop', '', DESK, EN, 'light', 'member'],
  ['network-phone', 'network', SMALL, EN, 'dark', 'member', (page) => page.getByText(MET).waitFor()],
  ['network-desktop', 'network', DESK, FR, 'light', 'member', (page) => page.getByText(MET).waitFor()],
  ['profile-desktop', 'profile', DESK, EN, 'dark', 'member'],
  ['rounds-desktop', `operator/rounds/${round}`, DESK, EN, 'light', 'operator', (page) => page.getByText(' × ').first().waitFor()],
  ['mixing-desktop', 'operator/mixing', DESK, EN, 'light', 'operator', (page) => page.getByText(/[1-9]\d* of \d+ that are settled/).waitFor()],
  ['whatif-desktop', 'operator/whatif', DESK, FR, 'dark', 'operator', played],
  ['reports-desktop', `operator/reports/${report}`, DESK, EN, 'dark', 'operator', (page) => page.getByText('sells insurance').waitFor()],
  ['join-phone', 'join', SMALL, EN, 'light', 'joining'],
]

// One requirement less, over two months.
async function played(page) {
  const require = page.getByLabel('Exigences, une par ligne')
  await require.fill((await require.inputValue()).split('\n').filter((l) => !l.startsWith('share free')).join('\n'))
  await page.getByLabel('Tirages à jouer').fill('8')
  await page.getByRole('button', { name: 'Jouer' }).click()
  await page.getByRole('columnheader', { name: 'Comme proposé' }).waitFor()
  await page.getByRole('button', { name: 'Jouer' }).evaluate((e) => scrollBy(0, e.getBoundingClientRect().top - 10))
}

const JOINING = {
  step: 8, email: 'ana@example.org', name: 'Ana Ferreira', invitation: '', pitch: ['I keep forty hives.', '', ''], terms: false, ofAge: false,
  attributes: { domain: 'agriculture/beekeeper', languages: ['fr', 'en'], offers: ['honey'], free: ['mon 12-14', 'tue 12-14', 'thu 18-20'] },
}

const browser = await launch()
for (const [name, at, device, locale, colorScheme, who, see] of PICTURES) {
  const options = { ...device, locale, colorScheme, reducedMotion: 'reduce' }
  const page = house.before[who] ? await signedIn(browser, house.before[who], options) : await open(browser, options)
  await page.addInitScript(([draft, language]) => {
    localStorage.setItem('language', JSON.stringify(language))
    if (draft) localStorage.setItem('draft', JSON.stringify(draft))
  }, [who === 'joining' ? JOINING : null, locale.slice(0, 2)])
  await page.goto(`${house.url}/#/${at}`)
  await settled(page)
  await see?.(page)
  await page.screenshot({ path: `${house.source}/docs/screenshots/${name}.png` })
  if (page.faults.length) throw new Error(`${name}: ${page.faults.join('; ')}`)
  await page.context().close()
}
await browser.close()
