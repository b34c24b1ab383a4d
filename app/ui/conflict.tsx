import { conflictWords } from './words'

export type Compared = { label: string; theirs: string; yours: string }

/** Two versions of the same thing side by side: nobody's words are lost, and mine stay in the form below. */
export function Conflict({ compared, changedBy }: { compared: readonly Compared[]; changedBy: string }) {
  const shown = compared.filter(({ theirs, yours }) => theirs !== '' || yours !== '')
  return (
    <section className="conflict" aria-labelledby="conflict-title" role="alert">
      <h2 id="conflict-title">{conflictWords.title}</h2>
      <p>{conflictWords.says}</p>
      <div className="both">
        <Version
          title={conflictWords.theirs(changedBy)}
          said={shown.map((each) => ({ ...each, value: each.theirs }))}
        />
        <Version title={conflictWords.yours} said={shown.map((each) => ({ ...each, value: each.yours }))} />
      </div>
    </section>
  )
}

function Version({ title, said }: { title: string; said: readonly (Compared & { value: string })[] }) {
  return (
    <div className="card">
      <h3>{title}</h3>
      <dl className="facts">
        {said.map(({ label, theirs, yours, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="typed">
              {theirs === yours ? value : <mark>{value || conflictWords.nothing}</mark>}
              {theirs === yours ? null : <span className="visually-hidden"> ({conflictWords.differs})</span>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
