import type { Stage } from './stages'
import { dayInBrief, stageStateWords, stageWords } from './words'

/** Where it stands, in place: across on a desk, down on a phone. Each stage says in words whether it has been reached. */
export function StageLine({ stages }: { stages: readonly Stage[] }) {
  return (
    <ol className="stages">
      {stages.map(({ name, state, on }) => (
        <li key={name} className={`stage stage-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
          <span className="stage-name">{stageWords[name]}</span>
          <span className="why">
            {on === null ? <span className="visually-hidden">{stageStateWords[state]}</span> : dayInBrief(on)}
          </span>
        </li>
      ))}
    </ol>
  )
}
