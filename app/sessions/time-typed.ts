/**
 * A time of day as people type it: `14:30`, `14.30`, `1430`, `2pm`, `2.30 pm`, `noon`. Null for what is none, and for a bare hour
 * that could be morning or afternoon.
 */
export function timeTyped(text: string): string | null {
  const said = text.trim().toLowerCase().replace(/\s+/g, '')
  if (said === 'noon' || said === 'midday') return '12:00'
  const parts = /^(\d{1,2})(?:[:.h]?(\d{2}))?(am|pm|a\.m\.|p\.m\.)?$/.exec(said)
  if (!parts) return null
  const [, hourSaid = '', minutes = '00', half = ''] = parts
  const hour = hourOf(Number(hourSaid), half.charAt(0), parts[2] !== undefined)
  if (hour === null || Number(minutes) > 59) return null
  return `${String(hour).padStart(2, '0')}:${minutes}`
}

function hourOf(hour: number, half: string, hasMinutes: boolean): number | null {
  if (half !== '') {
    if (hour < 1 || hour > 12) return null
    return (hour % 12) + (half === 'p' ? 12 : 0)
  }
  if (hour > 23) return null
  return hasMinutes || hour > 12 ? hour : null
}

/** `HH:MM` as minutes of its day. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}
