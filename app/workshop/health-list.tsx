import { Facts } from '~/ui/parts'
import type { RuleHealth } from './health'
import { healthWords } from './health-words'
import { titleOf } from './rule-view'

const counts = [
  'shown',
  'acted',
  'putOff',
  'alreadyDone',
  'notRight',
  'notTrue',
  'notRightOtherwise',
  'useful',
  'notUseful',
] as const

/** What was decided of the prompts of one rule; what nobody said is left out, but that it was shown and acted on. */
export function HealthFacts({ health }: { health: RuleHealth }) {
  const told = counts.filter((count) => health[count] !== 0 || count === 'shown' || count === 'acted')
  return (
    <>
      {health.isOftenNotRight ? <p className="check">{healthWords.oftenNotRight}</p> : null}
      <Facts
        of={[
          ...told.map((count) => ({ label: healthWords[count], value: health[count] ?? healthWords.tooFew })),
          { label: healthWords.daysBefore, value: daysInWords(health.daysBefore) },
        ]}
      />
      <p className="hint">{healthWords.why}</p>
    </>
  )
}

function daysInWords(daysBefore: RuleHealth['daysBefore']): string {
  if (!daysBefore) return healthWords.notKnown
  const { days } = healthWords
  return healthWords.middle(days(daysBefore.middle), days(daysBefore.least), days(daysBefore.most))
}

/** One rule after another, those to look at first. */
export function HealthList({ rules }: { rules: readonly RuleHealth[] }) {
  const toLookAt = rules.filter(({ isOftenNotRight }) => isOftenNotRight)
  const others = rules.filter(({ isOftenNotRight }) => !isOftenNotRight)
  const groups = [
    { id: 'look', title: healthWords.look, of: toLookAt },
    { id: 'others', title: toLookAt.length > 0 ? healthWords.others : healthWords.all, of: others },
  ]
  return (
    <>
      {groups
        .filter((group) => group.of.length > 0)
        .map(({ id, title, of }) => (
          <section key={id} aria-labelledby={id}>
            <h2 id={id}>{title}</h2>
            <ul className="list" aria-label={title}>
              {of.map((health) => (
                <HealthLine key={health.rule} health={health} />
              ))}
            </ul>
          </section>
        ))}
    </>
  )
}

const inALine = ['shown', 'acted', 'putOff', 'alreadyDone', 'notRight', 'useful', 'notUseful'] as const

function HealthLine({ health }: { health: RuleHealth }) {
  const said = inALine
    .filter((count) => health[count] !== 0)
    .map((count) => `${healthWords[count]}: ${health[count] ?? healthWords.tooFew}`)
  return (
    <li>
      <p className="who">
        <a href={`/rules/${health.rule}`}>{titleOf(health.rule)}</a>
      </p>
      <p>{said.join('. ')}.</p>
      {health.daysBefore ? (
        <p className="why">
          {healthWords.daysBefore} {daysInWords(health.daysBefore)}.
        </p>
      ) : null}
      {health.isOftenNotRight ? <p className="check">{healthWords.oftenNotRight}</p> : null}
    </li>
  )
}
