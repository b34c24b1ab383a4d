import { Actions, Button, ButtonLink } from '~/ui/parts'
import { sameWords } from './same-words'
import { type Pair, SideBySide } from './side-by-side'

export type MaybeOne = { name: string; to: string; pairs: readonly Pair[] }

/**
 * Before somebody is added: each who may be them beside what was typed. Nobody is refused; whoever adds them decides. `form` is the form
 * that adds them: one button here sends it as it stands.
 */
export function MaybeHere({ people, form }: { people: readonly MaybeOne[]; form: string }) {
  if (people.length === 0) return null
  return (
    <section className="conflict" aria-labelledby="maybe-here">
      <h2 id="maybe-here">{sameWords.maybeHere}</h2>
      <p>{sameWords.maybeHereSays}</p>
      {people.map(({ name, to, pairs }) => (
        <SideBySide key={to} heads={[sameWords.typed, sameWords.here]} pairs={pairs}>
          <Actions>
            <ButtonLink kind="quiet" to={to}>
              {sameWords.openThis(name)}
            </ButtonLink>
          </Actions>
        </SideBySide>
      ))}
      <p>{sameWords.addedAnyway}</p>
      <Actions>
        <Button form={form}>{sameWords.somebodyElse}</Button>
      </Actions>
    </section>
  )
}
