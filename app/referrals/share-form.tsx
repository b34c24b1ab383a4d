import { optionsOf } from '~/caseload/record-form'
import { wayWords } from '~/caseload/words'
import type { DraftsOfForm } from '~/drafts/drafts-of-form'
import { KeptDraft } from '~/drafts/kept-draft'
import type { CivilDate } from '~/shared/civil-date'
import { DecisionFields } from '~/sharing/decision-fields'
import { type Compared, Conflict } from '~/ui/conflict'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Group, Kept } from '~/ui/field'
import { Checkbox, Radios, TextArea, TextField } from '~/ui/inputs'
import { Actions, Button, ButtonLink } from '~/ui/parts'
import { type RecordSection, type Section, writtenSections } from './chosen'
import type { HeldForSharing } from './payload'
import type { ShareValues } from './share-values'
import { shareWords } from './share-words'
import { neverAsked, sectionHints, sectionWords, takesPartWords } from './words'

export type ShareFormProps = {
  formKey: string
  draft: DraftsOfForm
  /** The name they like. */
  name: string
  programme: { id: string; name: string }
  /** What stands against it, in words: then it needs a reason. */
  against: readonly string[]
  ways: HeldForSharing['ways']
  /** What the record would say of each; what it says nothing of is not offered. */
  record: Readonly<Record<RecordSection, string | null>>
  about: { transitionId: string | null; sessionId: string | null; followsId: string | null }
  change: { id: string; version: number } | null
  values: ShareValues
  errors?: Errors
  conflict?: { compared: readonly Compared[]; changedBy: string } | null
  today: CivilDate
  presumed: 'themself' | 'carer'
  backTo: string
}

/** One page, its questions in the order in which they are asked of a person. Nothing is sent by it: what they will see is looked at next. */
export function ShareForm({ name, programme, values, errors = {}, today, ...shown }: ShareFormProps) {
  const field = (of: string) => ({ name: of, value: values[of], error: errors[of] })
  return (
    <form method="post" autoComplete="off" className="share">
      <ErrorSummary errors={Object.keys(errors).length ? errors : undefined} />
      {shown.conflict ? <Conflict {...shown.conflict} /> : null}
      <Kept formKey={shown.formKey} version={shown.change?.version} />
      <input type="hidden" name="programmeId" value={programme.id} />
      <input type="hidden" name="transitionId" value={shown.about.transitionId ?? ''} />
      <input type="hidden" name="sessionId" value={shown.about.sessionId ?? ''} />
      <input type="hidden" name="followsId" value={shown.about.followsId ?? ''} />
      <input type="hidden" name="changeId" value={shown.change?.id ?? ''} />
      <KeptDraft draft={shown.draft} />

      <fieldset className="part">
        <legend>{shareWords.wants}</legend>
        <TextArea
          {...field('hopes')}
          label={shareWords.hopes(name)}
          hint={shareWords.hopesHint}
          rows={3}
          required
        />
        <TextArea
          {...field('whyNow')}
          label={shareWords.whyNow}
          hint={shareWords.whyNowHint}
          rows={2}
          optional
        />
        {shown.against.length ? (
          <div className="check">
            <p>{shareWords.fit}:</p>
            <ul>
              {shown.against.map((says) => (
                <li key={says}>{says}</li>
              ))}
            </ul>
            <TextArea
              {...field('fitBecause')}
              label={shareWords.fitBecause}
              hint={shareWords.fitBecauseHint}
              rows={2}
              required
            />
          </div>
        ) : null}
      </fieldset>

      <fieldset className="part">
        <legend>{shareWords.sharing}</legend>
        <DecisionFields
          name={name}
          programme={programme.name}
          today={today}
          presumed={shown.presumed}
          values={values}
          errors={errors}
        />
      </fieldset>

      <fieldset className="part">
        <legend>{shareWords.shown}</legend>
        <p>{shareWords.least}</p>
        {shown.ways.length ? (
          <Group name="ways" label={shareWords.ways(name)} hint={shareWords.waysHint}>
            {shown.ways.map(({ id, kind, value, note }) => (
              <Checkbox
                key={id}
                name={`way.${id}`}
                label={`${wayWords[kind]}: ${value}`}
                hint={note ?? undefined}
                checked={values[`way.${id}`] === 'yes'}
              />
            ))}
          </Group>
        ) : (
          <p className="message">{shareWords.noWays}</p>
        )}
        <Group name="more" label={shareWords.more} hint={shareWords.moreHint}>
          {(Object.keys(sectionWords) as Section[]).map((section) => (
            <SectionChoice
              key={section}
              section={section}
              record={shown.record}
              values={values}
              errors={errors}
            />
          ))}
        </Group>
        <p className="hint">{neverAsked}</p>
      </fieldset>

      <fieldset className="part">
        <legend>{shareWords.takingPart}</legend>
        <Radios
          {...field('agreed')}
          label={shareWords.agreed(name)}
          hint={shareWords.agreedHint}
          options={optionsOf(takesPartWords)}
          required
        />
        <TextArea {...field('agreedSaid')} label={shareWords.agreedSaid} rows={2} optional />
      </fieldset>

      <Actions>
        <Button>{shown.change ? shareWords.save : shareWords.look}</Button>
        <ButtonLink kind="quiet" to={shown.backTo}>
          {shareWords.back}
        </ButtonLink>
      </Actions>
    </form>
  )
}

/** Off until it is ticked; then it asks why, and what is not in the record is written here. */
function SectionChoice({
  section,
  record,
  values,
  errors,
}: Pick<ShareFormProps, 'record' | 'values'> & { section: Section; errors: Errors }) {
  const isWritten = writtenSections.some((each) => each === section)
  const held = isWritten ? null : record[section as RecordSection]
  if (!isWritten && held === null) return null
  const field = (of: string) => ({ name: of, value: values[of], error: errors[of] })
  return (
    <div className="share-section">
      <Checkbox
        name={`share.${section}`}
        label={sectionWords[section]}
        hint={held === null ? sectionHints[section] : shareWords.fromRecord(held)}
        checked={values[`share.${section}`] === 'yes'}
      />
      <div className="decision-more share-more">
        {isWritten ? (
          <TextArea {...field(`says.${section}`)} label={shareWords.says(section)} rows={2} />
        ) : null}
        <TextField {...field(`why.${section}`)} label={shareWords.why(section)} />
      </div>
    </div>
  )
}
