import { type CivilDate, formatDay } from '~/shared/civil-date'
import { Kept } from '~/ui/field'
import { Button } from '~/ui/parts'
import { supervisionWords } from './words'

/** One press says to the manager that somebody would like to talk, and one takes it back. Posts `wish`. */
export function TalkForm({ formKey, since }: { formKey: string; since: CivilDate | null }) {
  return (
    <section className="card" aria-labelledby="talk">
      <h2 id="talk">{supervisionWords.talk}</h2>
      <p role={since ? 'status' : undefined}>
        {since ? supervisionWords.asked(formatDay(since)) : supervisionWords.talkSays}
      </p>
      <form method="post">
        <Kept formKey={formKey} />
        <input type="hidden" name="wish" value={since ? 'take-back' : 'ask'} />
        <Button>{since ? supervisionWords.takeBack : supervisionWords.ask}</Button>
      </form>
    </section>
  )
}
