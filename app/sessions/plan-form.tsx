import { fieldsOf, type Values } from '~/caseload/record-form'
import { capital } from '~/caseload/words'
import type { DraftsOfForm } from '~/drafts/drafts-of-form'
import { KeptDraft } from '~/drafts/kept-draft'
import { type Compared, Conflict } from '~/ui/conflict'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Group, Kept } from '~/ui/field'
import { Checkbox, DateField, Select, TextArea, TextField } from '~/ui/inputs'
import { Actions, Button, ButtonLink, Details } from '~/ui/parts'
import type { OfferedAlternative, OfferedCard } from './propose'
import { thingsToBring } from './session'
import { bringWords, planLabels, planWords } from './words'

export type PlanFormProps = {
  formKey: string
  draft: DraftsOfForm
  values: Values
  errors?: Errors
  conflict?: { compared: readonly Compared[]; changedBy: string } | null
  cards: readonly OfferedCard[]
  programmes: readonly OfferedAlternative[]
  offers: readonly OfferedAlternative[]
  communicationNeeds: string | null
  transitionId?: string | null
  /** Of the plan that is changed; left out for a new one. */
  version?: number
  backTo: string
}

/**
 * A plan, whole as it opens: to save it as it stands is one press, and every part of it can be changed. Posts `plannedOn`,
 * `plannedAt`, `minutes`, `place`, `aim`, `card.M01` with its version, `opening`, `strengthToBuildOn`, `alternative`,
 * `alternativeSays`, `bring.…`, `bringOther`, `keepSafe`, `willNotRaise`; a changed one also `version` and `because`.
 */
export function PlanForm({
  formKey,
  draft,
  values,
  errors = {},
  version,
  transitionId,
  ...shown
}: PlanFormProps) {
  const field = fieldsOf(values, errors, planLabels)
  return (
    <form method="post" autoComplete="off">
      <ErrorSummary errors={Object.keys(errors).length ? errors : undefined} />
      {shown.conflict ? <Conflict {...shown.conflict} /> : null}
      <Kept formKey={formKey} version={version} />
      {transitionId ? <input type="hidden" name="transitionId" value={transitionId} /> : null}
      <KeptDraft draft={draft} />

      <p className="hint">{planWords.onlyDay}</p>
      <div className="when-where">
        <DateField {...field('plannedOn')} required />
        <TextField {...field('plannedAt')} hint={planWords.plannedAtHint} width="short" />
        <TextField {...field('minutes')} width="short" inputMode="numeric" />
      </div>
      <TextField {...field('place')} hint={planWords.placeHint} width="medium" />
      <TextField {...field('aim')} />

      <CardChoice cards={shown.cards} values={values} error={errors.cards} />
      <TextField {...field('opening')} hint={planWords.openingHint} />
      <TextField {...field('strengthToBuildOn')} />
      <Select
        {...field('alternative')}
        empty={planWords.alternativeNone}
        groups={[
          { label: planWords.programmes, options: shown.programmes },
          { label: planWords.offers, options: shown.offers },
        ].filter(({ options }) => options.length > 0)}
      />
      <TextField {...field('alternativeSays')} />
      {shown.communicationNeeds ? (
        <p className="needs">
          <b>{planWords.needs}:</b> {shown.communicationNeeds}
        </p>
      ) : null}

      <Details summary={planWords.more}>
        <Group name="bring" label={planWords.bring}>
          <div className="across">
            {thingsToBring.map((thing) => (
              <Checkbox
                key={thing}
                name={`bring.${thing}`}
                label={bringWords[thing]}
                checked={values[`bring.${thing}`] === 'yes'}
              />
            ))}
          </div>
        </Group>
        <TextField {...field('bringOther')} />
        <TextArea {...field('keepSafe')} hint={planWords.keepSafeHint} rows={2} />
        <TextArea {...field('willNotRaise')} rows={2} />
      </Details>

      {version === undefined ? null : <TextField {...field('because')} hint={planWords.becauseHint} />}
      <Actions>
        <Button>{version === undefined ? planWords.save : planWords.saveChange}</Button>
        <ButtonLink kind="quiet" to={shown.backTo}>
          {planWords.leave}
        </ButtonLink>
      </Actions>
    </form>
  )
}

function CardChoice({
  cards,
  values,
  error,
}: Pick<PlanFormProps, 'cards' | 'values'> & { error: string | undefined }) {
  if (cards.length === 0) return <p className="soft">{planWords.noCards}</p>
  return (
    <Group name="cards" label={planWords.cards} hint={planWords.cardsHint} error={error}>
      {cards.map((card, at) => {
        const id = at === 0 ? 'cards' : `card.${card.id}`
        return (
          <div className="choice card-choice ds_checkbox ds_checkbox--small" key={card.id}>
            <input
              className="ds_checkbox__input"
              type="checkbox"
              id={id}
              name={`card.${card.id}`}
              value={card.version}
              defaultChecked={Boolean(values[`card.${card.id}`])}
              aria-describedby={`${id}-about`}
            />
            <label className="ds_checkbox__label" htmlFor={id}>
              {card.title}
            </label>
            <p className="hint ds_hint-text" id={`${id}-about`}>
              {aboutCard(card)}
            </p>
            <p className="hint">
              <a href={card.to}>
                {planWords.readCard}
                <span className="visually-hidden">: {card.title}</span>
              </a>
            </p>
          </div>
        )
      })}
    </Group>
  )
}

/** Why it is suggested says too what it speaks of. */
function aboutCard({ minutes, isOpportunity, why }: OfferedCard): string {
  const lasts = minutes === null ? '' : planWords.minutesOf(minutes)
  const says = why || (isOpportunity ? capital(planWords.opens) : '')
  return [lasts, says].filter(Boolean).join('. ')
}
