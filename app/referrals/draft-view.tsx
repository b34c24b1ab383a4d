import { optionsOf } from '~/caseload/record-form'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { Radios, TextArea } from '~/ui/inputs'
import { PageTitle } from '~/ui/page-title'
import { Actions, Button, ButtonLink, Details } from '~/ui/parts'
import { acts } from './acts'
import type { Payload } from './payload'
import { shareWords } from './share-words'
import { TheyWillSee } from './they-will-see'
import { actFormWords, actHints, actWords, noteLabels, reasonWords } from './words'

type Props = {
  id: string
  to: string
  fullName: string
  programme: string
  version: number
  move: string
  payload: Payload | null
  mayAct: boolean
  keys: readonly [string, string]
  values?: Readonly<Record<string, string>>
  errors?: Errors
}

/** Exactly what will be sent, and the one button that sends it. */
export function DraftView({
  id,
  to,
  fullName,
  programme,
  version,
  move,
  payload,
  mayAct,
  keys,
  ...sent
}: Props) {
  const [sendKey, dropKey] = keys
  return (
    <>
      <PageTitle back={{ to, label: fullName }} lede={move}>
        {shareWords.sendTitle(programme)}
      </PageTitle>
      <ErrorSummary errors={sent.errors} />
      <section className="card they-see" aria-labelledby="they-will-see">
        <h2 id="they-will-see">{shareWords.theyWillSee}</h2>
        <p className="why">
          {shareWords.exactly} {shareWords.readOutAgain}
        </p>
        {payload ? <TheyWillSee payload={payload} /> : null}
      </section>
      {mayAct ? (
        <>
          <form method="post">
            <Kept formKey={sendKey} version={version} />
            <Actions>
              <Button name="act" value="send">
                {shareWords.send}
              </Button>
              <ButtonLink kind="quiet" to={`${to}/referrals/new?change=${id}`}>
                {shareWords.change}
              </ButtonLink>
            </Actions>
          </form>
          <Details summary={shareWords.throwAway}>
            <ThrowAway formKey={dropKey} version={version} {...sent} />
          </Details>
        </>
      ) : null}
    </>
  )
}

function ThrowAway({
  formKey,
  version,
  values = {},
  errors = {},
}: { formKey: string; version: number } & Pick<Props, 'values' | 'errors'>) {
  const { reasons } = acts.withdraw
  const field = (name: string) => ({ name, value: values[name], error: errors[name] })
  return (
    <form method="post">
      <Kept formKey={formKey} version={version} />
      <p className="hint">{actHints.withdraw}</p>
      <Radios
        {...field('reason.withdraw')}
        label={actFormWords.why}
        options={optionsOf(Object.fromEntries(reasons.map((reason) => [reason, reasonWords[reason]])))}
        required
      />
      <TextArea
        {...field('note.withdraw')}
        label={noteLabels.withdraw ?? actFormWords.note}
        rows={2}
        optional
      />
      <Button kind="quiet" name="act" value="withdraw">
        {actWords.withdraw}
      </Button>
    </form>
  )
}
