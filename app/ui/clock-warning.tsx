import { useEffect, useState } from 'react'
import { deviceClockWrong } from './words'

const WRONG_FROM_MS = 12 * 3_600_000

/** Says so where the clock of this device and that of the server differ by a day: `at` is when the page was made, in ms. */
export function DeviceClockWarning({ at }: { at: number }) {
  const [isWrong, setIsWrong] = useState(false)
  // The device's clock is known only in the browser, and only the first look counts: a page may stand open for days.
  useEffect(() => setIsWrong(Math.abs(Date.now() - at) >= WRONG_FROM_MS), [at])
  return isWrong ? (
    <p className="strip off" role="status">
      {deviceClockWrong}
    </p>
  ) : null
}
