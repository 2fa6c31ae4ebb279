// The pictures that screenshots.py is for. A picture is a row.
import { house, launch, open, PHONE, settled } from './browser.mjs'

const DESK = { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1, isMobile: false, hasTouch: false }
const SMALL = { ...PHONE, deviceScaleFactor: 1.5 }
const EN = 'en-GB', FR = 'fr-FR'
// name, address, device, language, look, who
const PICTURES = [
  ['welcome-phone', '', SMALL, EN, 'light', 'stranger'],
  ['welcome-desktop', '', DESK, FR, 'dark', 'stranger'],
  ['week-phone', '', SMALL, FR, 'light', 'member'],
  ['week-phone-dark', '', SMALL, EN, 'dark', 'member'],
  ['week-desktop', '', DESK, EN, 'light', 'member'],
  ['network-phone', 'network', SMALL, EN, 'dark', 'member'],
  ['network-desktop', 'network', DESK, FR, 'light', 'member'],
  ['profile-desktop', 'profile', DESK, EN, 'dark', 'member'],
  ['mixing-desktop', 'operator/mixing', DESK, EN, 'light', 'member'],
  ['join-phone', 'join', SMALL, EN, 'light', 'joining'],
]
const JOINING = {
  step: 8, email: 'ana@example.org', name: 'Ana Ferreira', invitation: '', pitch: ['I keep forty hives.', '', ''], terms: false, ofAge: false,
  attributes: { domain: 'agriculture/beekeeper', languages: ['fr', 'en'], offers: ['honey'], free: ['mon 12-14', 'tue 12-14', 'thu 18-20'] },
}

const browser = await launch()
for (const [name, at, device, locale, colorScheme, who] of PICTURES) {
  const page = await open(browser, { ...device, locale, colorScheme, reducedMotion: 'reduce' })
  await page.addInitScript(([is, draft, language]) => {
    localStorage.setItem('language', JSON.stringify(language))
    if (is === 'member') localStorage.setItem('member', 'true')
    if (is === 'joining') localStorage.setItem('draft', JSON.stringify(draft))
  }, [who, JOINING, locale.slice(0, 2)])
  if (who === 'member')
    await page.context().addCookies([{ name: '__Host-serendip', value: process.env.TOKEN, url: house.url, secure: true, httpOnly: true, sameSite: 'Strict' }])
  await page.goto(`${house.url}/#/${at}`)
  await settled(page)
  await page.screenshot({ path: `${house.source}/docs/screenshots/${name}.png` })
  await page.context().close()
}
await browser.close()
