// calendar.mjs JUDGES: reads iCalendar with ical.js, which others wrote, from
// standard input, and prints what it understood as JSON. JUDGES is the folder
// that harness/npm.sh prints.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { resolve as toAbsolute } from 'node:path'

const require = createRequire(toAbsolute(process.argv[2], 'package.json'))
const loaded = require('ical.js')
const ICAL = loaded.default ?? loaded
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, 'utf8')))
const zones = calendar.getAllSubcomponents('vtimezone')

zones.forEach((zone) => ICAL.TimezoneService.register(zone))
console.log(JSON.stringify({
  method: calendar.getFirstPropertyValue('method'),
  name: calendar.getFirstPropertyValue('name'),
  properties: calendar.getAllProperties().map((p) => p.name),
  zones: zones.map((zone) => zone.getFirstPropertyValue('tzid')),
  components: calendar.getAllSubcomponents().length,
  events: calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    return {
      uid: event.uid,
      sequence: event.sequence,
      summary: event.summary,
      description: event.description,
      location: event.location,
      status: component.getFirstPropertyValue('status'),
      organizer: component.getFirstPropertyValue('organizer'),
      attendees: component.getAllProperties('attendee').map((p) => [
        p.getFirstValue(), p.getParameter('partstat')]),
      zone: event.startDate.zone.tzid,
      starts: event.startDate.toJSDate().toISOString(),
      minutes: event.duration.toSeconds() / 60,
      properties: component.getAllProperties().map((p) => p.name),
    }
  }),
}))
