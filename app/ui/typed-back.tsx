import { typedBackWords } from './words'

type Said = { label: string; value: string }

/**
 * What somebody wrote and can't be saved any more, since somebody else was first and its form is gone: their words, and beside them
 * what stands now. What is empty is left out.
 */
export function TypedBack({
  says,
  stands = [],
  typed,
}: {
  says: string
  stands?: readonly Said[]
  typed: readonly Said[]
}) {
  return (
    <section className="conflict" aria-labelledby="typed-back" role="alert">
      <h2 id="typed-back">{typedBackWords.title}</h2>
      <p>{says}</p>
      <div className="both">
        <Lines title={typedBackWords.stands} said={stands} />
        <Lines title={typedBackWords.typed} said={typed} />
      </div>
    </section>
  )
}

function Lines({ title, said }: { title: string; said: readonly Said[] }) {
  const filled = said.filter(({ value }) => value !== '')
  if (filled.length === 0) return null
  return (
    <div className="card">
      <h3>{title}</h3>
      <dl className="facts">
        {filled.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="typed">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
