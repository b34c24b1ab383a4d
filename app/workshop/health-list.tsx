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

/** What was decided of the prompts of one rule. */
export function HealthFacts({ health }: { health: RuleHealth }) {
  const { daysBefore } = health
  const days = healthWords.days
  return (
    <>
      {health.isOftenNotRight ? <p className="check">{healthWords.oftenNotRight}</p> : null}
      <Facts
        of={[
          ...counts.map((count) => ({
            label: healthWords[count],
            value: health[count] ?? healthWords.tooFew,
          })),
          {
            label: healthWords.daysBefore,
            value: daysBefore
              ? healthWords.middle(days(daysBefore.middle), days(daysBefore.least), days(daysBefore.most))
              : healthWords.notKnown,
          },
        ]}
      />
    </>
  )
}

/** One rule after another, those to look at first. */
export function HealthList({ rules }: { rules: readonly RuleHealth[] }) {
  const groups = [
    { id: 'look', title: healthWords.look, of: rules.filter(({ isOftenNotRight }) => isOftenNotRight) },
    { id: 'others', title: healthWords.others, of: rules.filter(({ isOftenNotRight }) => !isOftenNotRight) },
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
                <li key={health.rule}>
                  <p className="who">
                    <a href={`/rules/${health.rule}`}>{titleOf(health.rule)}</a>
                  </p>
                  <HealthFacts health={health} />
                </li>
              ))}
            </ul>
          </section>
        ))}
    </>
  )
}
