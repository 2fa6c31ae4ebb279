/*
 * The time, for what depends on it while it is looked at; by the minute.
 */
import { useEffect, useState } from "preact/hooks";

const MINUTE_MS = 60000;

export function useNow(): number {
  const [now, setNow] = useState(Date.now());

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
