import { parseCivilDate } from '~/shared/civil-date'
import { Card } from '~/ui/parts'
import type { HeldConcern } from './open-session.server'
import { concernWords, whenOf } from './words'

/** What could not wait, with who was told of it and when; nothing where there is none. */
export function ConcernsTold({ concerns }: { concerns: readonly HeldConcern[] }) {
  if (concerns.length === 0) return null
  return (
    <Card next="next" title={concernWords.held}>
      {concerns.map(({ words, toldWho, toldAt }) => (
        <div key={`${toldAt} ${words}`}>
          <p className="typed">{words}</p>
          <p className="why">{concernWords.told(toldWho, momentOf(toldAt))}</p>
        </div>
      ))}
    </Card>
  )
}

/** `2026-11-25 14:30` as one reads it. */
function momentOf(text: string): string {
  const on = parseCivilDate(text.slice(0, 10))
  return on === null ? text : whenOf(on, text.slice(11))
}
