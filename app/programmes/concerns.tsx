import { Checkbox } from '~/ui/inputs'
import type { Touched } from './touched'
import { touchedWords } from './words'

/** Whom it concerns that a programme ends. Posts `touched`, the count that was shown, and `acknowledged`. */
export function Concerns({ touched }: { touched: Touched }) {
  return (
    <section className="check" aria-labelledby="concerns">
      <h2 id="concerns">{touchedWords.title}</h2>
      <p>
        {touchedWords.counts(touched)} {touchedWords.told}
      </p>
      <ul>
        {touchedWords.helps.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <input type="hidden" name="touched" value={touched.waiting + touched.takingPart} />
      <Checkbox name="acknowledged" label={touchedWords.acknowledge} />
    </section>
  )
}
