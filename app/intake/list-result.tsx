import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { Heading } from '~/ui/page-title'
import { Actions, Button, ButtonLink, Details } from '~/ui/parts'
import type { ListPage } from './list-page.server'
import { Counts } from './list-preview'
import { forgottenWords, goOnWords, listWords, resultWords, stoppedWords, undoneWords } from './list-words'
import { RefusedRows } from './refused-rows'

type Shown = Pick<
  ListPage,
  | 'id'
  | 'kind'
  | 'read'
  | 'added'
  | 'changed'
  | 'unchanged'
  | 'refused'
  | 'warned'
  | 'leftOut'
  | 'refusedRows'
  | 'isKept'
  | 'mayBeUndone'
>

/** What came of a list, its refused rows to be put right in place or in the file, and the way back. */
export function ListResult({
  list,
  formKey,
  said,
  errors,
}: {
  list: Shown
  formKey: string
  said: Readonly<Record<string, string>> | undefined
  errors: Errors | undefined
}) {
  const { id, kind, refused, refusedRows } = list
  const action = `/imports/${id}`
  return (
    <>
      <ErrorSummary errors={errors} />
      <Counts of={list} leftOut={list.leftOut} />
      {refusedRows.length > 0 ? (
        <section>
          <Heading count={refused}>{resultWords.refused}</Heading>
          <p>{resultWords.refusedSays}</p>
          <form method="post" action={action}>
            <Kept formKey={formKey} />
            <RefusedRows kind={kind} rows={refusedRows} said={said} />
            {refused > refusedRows.length ? (
              <p>{resultWords.refusedMore(refused - refusedRows.length)}</p>
            ) : null}
            <Actions>
              <Button name="act" value="mend">
                {resultWords.mend}
              </Button>
              <a href={`/imports/${id}/refused.csv`} download>
                {resultWords.download}
              </a>
              <a href={`/imports/new?follows=${id}`}>{resultWords.upload}</a>
            </Actions>
          </form>
        </section>
      ) : (
        <Actions>
          <ButtonLink to="/people">{resultWords.people}</ButtonLink>
        </Actions>
      )}
      <Details summary={resultWords.undoTitle}>
        {list.mayBeUndone ? (
          <form method="post" action={action}>
            <Kept formKey={formKey} />
            <p>{resultWords.undoSays}</p>
            <Actions>
              <Button kind="quiet" name="act" value="undo">
                {resultWords.undo}
              </Button>
            </Actions>
          </form>
        ) : (
          <p>{list.isKept ? resultWords.tooLate : forgottenWords}</p>
        )}
      </Details>
    </>
  )
}

/** What became of a list that was taken back, and who stayed, each with why. */
export function ListUndone({ people, kept }: Pick<ListPage, 'people' | 'kept'>) {
  return (
    <>
      <p>{undoneWords.says(people.undone ?? 0)}</p>
      <p>{undoneWords.again}</p>
      {people['not-yours'] ? <p>{undoneWords.hidden(people['not-yours'])}</p> : null}
      {kept.length > 0 ? (
        <section>
          <Heading count={kept.length}>{undoneWords.kept}</Heading>
          <ul className="list" aria-label={undoneWords.kept}>
            {kept.map(({ id, name, outcome }) => (
              <li className="list-row" key={id}>
                <p className="who">
                  <a href={`/people/${id}`}>{name}</a>
                </p>
                <p className="why">{undoneWords.why[outcome]}</p>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Actions>
        <ButtonLink to="/imports">{listWords.title}</ButtonLink>
      </Actions>
    </>
  )
}

/** A list that went no further, why, and how it goes on. */
export function ListStopped({
  list: { id, stoppedBecause, stoppedSays },
  formKey,
}: {
  list: Pick<ListPage, 'id' | 'stoppedBecause' | 'stoppedSays'>
  formKey: string
}) {
  const because = stoppedBecause ?? 'failed'
  const says = because === 'unreadable' && stoppedSays ? `${stoppedSays}.` : stoppedWords[because]
  return (
    <>
      <p>{says}</p>
      {because === 'unreadable' || because === 'not-allowed' ? (
        <p>
          <a href="/imports/new">{goOnWords.anew}</a>
        </p>
      ) : (
        <form method="post" action={`/imports/${id}`}>
          <Kept formKey={formKey} />
          <Actions>
            <Button name="act" value="go-on">
              {goOnWords.goOn}
            </Button>
          </Actions>
        </form>
      )}
    </>
  )
}
