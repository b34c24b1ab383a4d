import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { TextArea, TextField } from '~/ui/inputs'
import { Actions, Button } from '~/ui/parts'
import { fitsItsCheck, type NumberKind, numberKinds } from './national-numbers'
import { ADDRESS_MAX } from './protected-limits'
import { numberHints, numberWords, protectedWords } from './protected-words'

type Values = Readonly<Record<string, string | null | undefined>>
type Form = {
  formKey: string
  mayWrite: boolean
  /** What was typed when it comes back to be mended. */
  typed?: Values
  errors?: Errors
}

type Address = { version: number; address: string; note: string | null }

/** The address that is held, and the form that changes it. Posts `act=address`, `version`, `address`, `note`. */
export function ProtectedAddress({ held, ...form }: Form & { held: Address | null }) {
  const { typed, errors } = form
  return (
    <section className="card" aria-labelledby="address-title">
      <h2 id="address-title">{protectedWords.addressTitle}</h2>
      {held ? (
        <dl className="facts">
          <div>
            <dt>{protectedWords.address}</dt>
            <dd className="typed">{held.address}</dd>
          </div>
          {held.note ? (
            <div>
              <dt>{protectedWords.note}</dt>
              <dd className="typed">{held.note}</dd>
            </div>
          ) : null}
        </dl>
      ) : (
        <p className="soft">{protectedWords.noAddress}</p>
      )}
      {form.mayWrite ? (
        <form method="post">
          <ErrorSummary errors={errors} />
          <Kept formKey={form.formKey} version={held?.version} />
          <TextArea
            name="address"
            label={protectedWords.address}
            hint={protectedWords.addressHint}
            value={typed ? typed.address : held?.address}
            error={errors?.address}
            rows={4}
            maxLength={ADDRESS_MAX}
            optional
          />
          <TextArea
            name="note"
            label={protectedWords.note}
            hint={protectedWords.noteHint}
            value={typed ? typed.note : held?.note}
            error={errors?.note}
            rows={2}
            maxLength={ADDRESS_MAX}
            optional
          />
          <Actions>
            <Button name="act" value="address">
              {protectedWords.saveAddress}
            </Button>
          </Actions>
        </form>
      ) : null}
    </section>
  )
}

type Numbers = { version: number } & Record<NumberKind, string | null>
type Same = { kind: NumberKind; id: string; name: string }

/** The numbers that are held, who else has one of them, and the form that changes them. Posts `act=numbers`, `version` and each by its kind. */
export function NationalNumbers({
  held,
  same,
  ...form
}: Form & { held: Numbers | null; same: readonly Same[] }) {
  const { typed, errors } = form
  const there = numberKinds.flatMap((kind) => {
    const number = held?.[kind]
    return number ? [{ kind, number }] : []
  })
  return (
    <section className="card" aria-labelledby="numbers-title">
      <h2 id="numbers-title">{protectedWords.numbersTitle}</h2>
      {there.length > 0 ? (
        <dl className="facts">
          {there.map(({ kind, number }) => (
            <div key={kind}>
              <dt>{numberWords[kind]}</dt>
              <dd>
                {number}
                {fitsItsCheck(kind, number) ? null : <p className="why">{protectedWords.doesNotFit}</p>}
                {same
                  .filter((each) => each.kind === kind)
                  .map(({ id, name }) => (
                    <p className="why" key={id}>
                      {protectedWords.alsoHeldBy(name)} <a href={`/people/${id}`}>{protectedWords.look}</a>
                    </p>
                  ))}
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className="soft">{protectedWords.noNumbers}</p>
      )}
      {form.mayWrite ? (
        <form method="post">
          <ErrorSummary errors={errors} />
          <Kept formKey={form.formKey} version={held?.version} />
          <p className="hint">{protectedWords.numbersHint}</p>
          {numberKinds.map((kind) => (
            <TextField
              key={kind}
              name={kind}
              label={numberWords[kind]}
              hint={numberHints[kind]}
              value={typed ? typed[kind] : held?.[kind]}
              error={errors?.[kind]}
              width="medium"
              autoComplete="off"
              spellCheck={false}
              maxLength={40}
              optional
            />
          ))}
          <Actions>
            <Button name="act" value="numbers">
              {protectedWords.saveNumbers}
            </Button>
          </Actions>
        </form>
      ) : null}
    </section>
  )
}
