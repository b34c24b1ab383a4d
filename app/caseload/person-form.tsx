import { Checkbox, DateField, Radios, Select, TextArea, TextField } from '~/ui/inputs'
import { type FormProps, fieldsOf, optionsOf, RecordForm } from './record-form'
import {
  birthDateCertaintyWords,
  formWords,
  personWords,
  pupilWords,
  schoolNationWords,
  yesNoUnknownWords,
} from './words'

const stages = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6']

/**
 * Who a person is, added or edited. Posts `preferredName`, `givenName`, `familyName`, `pronouns`, `bornOn`,
 * `birthDateCertainty`, `whatMatters`, `language`, `communicationNeeds`, `pupil`, `schoolNation`, `school`, `stage`,
 * `stageIsNow` and `deferredEntry` (`yes` or nothing), `additionalSupportNeeds`, `council`, `postcode`, `reference`; with a
 * `version` also `because`.
 */
export function PersonForm({
  version,
  values = {},
  stageAsked,
  isFromAList,
  save,
  ...form
}: FormProps & {
  version?: number
  /** Where the stage that is held is not of the school year that runs: that one, and the one it was recorded for. */
  stageAsked?: { now: string; recorded: string | null } | null
  /** A list finds them by their reference: it is read and not changed. */
  isFromAList?: boolean
  /** What the button says, where it is not only to add or to save. */
  save?: string
}) {
  const field = fieldsOf(values, form.errors, personWords)
  return (
    <RecordForm
      {...form}
      version={version}
      save={save ?? (version === undefined ? formWords.add : formWords.save)}
    >
      <fieldset className="part">
        <legend>{formWords.who}</legend>
        <TextField
          {...field('preferredName')}
          hint={formWords.preferredHint}
          width="medium"
          autoComplete="off"
        />
        <TextField {...field('givenName')} width="medium" autoComplete="off" optional />
        <TextField {...field('familyName')} width="medium" autoComplete="off" optional />
        <TextField {...field('pronouns')} hint={formWords.pronounsHint} width="short" optional />
        <DateField {...field('bornOn')} hint={formWords.bornHint} optional />
        <Radios
          {...field('birthDateCertainty')}
          value={values.birthDateCertainty ?? 'recorded'}
          options={optionsOf(birthDateCertaintyWords)}
          across="across"
        />
      </fieldset>

      <fieldset className="part">
        <legend>{formWords.voice}</legend>
        <TextArea {...field('whatMatters')} hint={formWords.mattersHint} rows={3} optional />
        <TextField {...field('language')} width="medium" optional />
        <TextArea {...field('communicationNeeds')} hint={formWords.needsHint} rows={3} optional />
      </fieldset>

      <fieldset className="part">
        <legend>{formWords.school}</legend>
        <Radios {...field('pupil')} value={values.pupil ?? 'unknown'} options={optionsOf(pupilWords)} />
        <Select
          {...field('schoolNation')}
          value={values.schoolNation ?? 'scotland'}
          options={optionsOf(schoolNationWords)}
          width="medium"
        />
        <TextField {...field('school')} width="medium" optional />
        <Select
          {...field('stage')}
          options={stages.map((stage) => ({ value: stage, label: stage }))}
          empty={formWords.notKnown}
          width="short"
          optional
        />
        {stageAsked ? (
          <Checkbox
            {...field('stageIsNow')}
            hint={formWords.stageFor(stageAsked.now, stageAsked.recorded)}
            checked={values.stageIsNow === 'yes'}
          />
        ) : null}
        <Checkbox
          {...field('deferredEntry')}
          hint={formWords.deferredHint}
          checked={values.deferredEntry === 'yes'}
        />
        <Radios
          {...field('additionalSupportNeeds')}
          hint={formWords.asnHint}
          value={values.additionalSupportNeeds ?? 'unknown'}
          options={optionsOf(yesNoUnknownWords)}
          across="across"
        />
      </fieldset>

      <fieldset className="part">
        <legend>{formWords.where}</legend>
        <TextField {...field('council')} width="medium" optional />
        <TextField {...field('postcode')} width="short" autoComplete="off" optional />
        <TextField
          {...field('reference')}
          hint={isFromAList ? formWords.referenceFromAList : formWords.referenceHint}
          width="medium"
          autoComplete="off"
          readOnly={isFromAList}
          optional={!isFromAList}
        />
      </fieldset>

      {version === undefined ? null : (
        <TextField {...field('because')} hint={formWords.becauseHint} required />
      )}
    </RecordForm>
  )
}
