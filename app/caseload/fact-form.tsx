import { DateField, Radios, Select, TextArea, TextField } from '~/ui/inputs'
import { Actions, Button, ButtonLink } from '~/ui/parts'
import type { Detail } from './fact-kind'
import { type FactKindCode, factKinds } from './fact-kinds'
import { type FormProps, optionsOf, RecordForm } from './record-form'
import {
  detailValueWords,
  detailWords,
  factCertaintyHints,
  factCertaintyWords,
  factWords,
  formWords,
  scopeWords,
  standingHints,
  standingWords,
} from './words'

/** First the kind, so that what follows asks only what belongs to it. Sends `?kind=` to the same page. */
export function FactKindForm({ kinds, backTo }: { kinds: readonly FactKindCode[]; backTo: string }) {
  const scopes = [...new Set(kinds.map((code) => factKinds[code].scope))]
  return (
    <form method="get">
      <Select
        name="kind"
        label={factWords.what}
        hint={factWords.whatHint}
        required
        empty={formWords.choose}
        groups={scopes.map((scope) => ({
          label: scopeWords[scope],
          options: kinds
            .filter((code) => factKinds[code].scope === scope)
            .map((code) => ({ value: code, label: factKinds[code].title })),
        }))}
      />
      <Actions>
        <Button>{formWords.next}</Button>
        <ButtonLink kind="quiet" to={backTo}>
          {formWords.cancel}
        </ButtonLink>
      </Actions>
    </form>
  )
}

/**
 * A dated fact, added or corrected. Posts `kind`, `happensOn`, `atTime`, `endsOn`, `certainty`, `standing`, `source`,
 * `documentRef`, `receivedOn`, `details.<name>`, `note`; with a `version` also `because`.
 */
export function FactForm({
  kind,
  version,
  values = {},
  ...form
}: FormProps & { kind: FactKindCode; version?: number }) {
  const { title, dateIs, endIs, details } = factKinds[kind]
  const field = (name: string) => ({ name, value: values[name], error: form.errors?.[name] })
  return (
    <RecordForm {...form} version={version}>
      <input type="hidden" name="kind" value={kind} />
      <p>
        <b>{title}</b>
      </p>
      <DateField {...field('happensOn')} label={dateIs} required />
      <TextField {...field('atTime')} label={factWords.time} type="time" width="short" optional />
      {endIs ? <DateField {...field('endsOn')} label={endIs} optional /> : null}
      {Object.entries(details as Readonly<Record<string, Detail>>).map(([name, detail]) => (
        <DetailField
          key={name}
          detail={detail}
          {...field(`details.${name}`)}
          label={detailWords[name] ?? name}
        />
      ))}

      <Radios
        {...field('certainty')}
        value={values.certainty ?? 'recorded'}
        label={factWords.sure}
        required
        options={optionsOf(factCertaintyWords, factCertaintyHints)}
      />
      <TextField
        {...field('documentRef')}
        label={factWords.documentRef}
        hint={factWords.documentRefHint}
        width="medium"
        optional
      />
      <DateField {...field('receivedOn')} label={factWords.receivedOn} optional />
      <TextField {...field('source')} label={factWords.source} hint={factWords.sourceHint} required />
      <Radios
        {...field('standing')}
        value={values.standing ?? 'fact'}
        label={factWords.standing}
        required
        options={optionsOf(standingWords, standingHints)}
      />
      <TextArea {...field('note')} label={factWords.note} rows={3} optional />
      {version === undefined ? null : (
        <TextField
          {...field('because')}
          label={factWords.correctBecause}
          hint={formWords.becauseHint}
          required
        />
      )}
    </RecordForm>
  )
}

type DetailProps = { detail: Detail; name: string; label: string; value?: string | null; error?: string }

function DetailField({ detail, ...field }: DetailProps) {
  if (detail === 'day') return <DateField {...field} optional />
  if (detail === 'number') return <TextField {...field} inputMode="numeric" width="short" optional />
  if (detail === 'text') return <TextField {...field} width="medium" optional />
  return (
    <Select
      {...field}
      options={detail.map((value) => ({ value, label: detailValueWords[value] ?? value }))}
      empty={formWords.notKnown}
      optional
    />
  )
}

/** Takes a fact out of use: it stays readable, struck through, with the reason. `says` names it. Posts `because`. */
export function WithdrawFactForm({
  says,
  values = {},
  ...form
}: FormProps & { says: string; version: number }) {
  return (
    <RecordForm {...form} save={factWords.withdraw}>
      <p>
        <b>{says}</b>
      </p>
      <p>{factWords.withdrawSays}</p>
      <TextField
        name="because"
        value={values.because}
        error={form.errors?.because}
        label={factWords.withdrawBecause}
        required
      />
    </RecordForm>
  )
}
