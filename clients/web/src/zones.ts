/*
 * Clock times of a time zone that is not this device's.
 */
const FIELDS = ["year", "month", "day", "hour", "minute"] as const;

/* "2026-11-30T12:00", as its clocks show the moment. */
export function clockOf(at: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(at);
  const [year, month, day, hour, minute] = FIELDS.map((f) => parts.find((p) => p.type === f)!.value);

  return `${year}-${month}-${day}T${hour}:${minute}`;
}

const asUtc = (clock: string) => Date.parse(`${clock}:00Z`);

/* The moment when its clocks show it: the later one of two, and where they leap
 * over it as if they had not yet. */
export function momentOf(clock: string, zone: string): Date {
  const wanted = asUtc(clock);
  const offset = (at: number) => asUtc(clockOf(new Date(at), zone)) - at;
  const [before, after] = [offset(wanted - 86400000), offset(wanted + 86400000)];
  const fits = [wanted - after, wanted - before].find((at) => clockOf(new Date(at), zone) === clock);

  return new Date(fits ?? wanted - before);
}

/* "Europe/Paris" as people read it. */
export const readZone = (zone: string): string => zone.replaceAll("_", " ");
