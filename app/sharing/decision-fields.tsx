import { optionsOf } from '~/caseload/record-form'
import { addDays, type CivilDate, formatDay } from '~/shared/civil-date'
import type { Errors } from '~/ui/field'
import { DateField, Radios, TextArea, TextField } from '~/ui/inputs'
import { DAYS_SHARED_AT_MOST, sharedUntil } from './decision'
import { dutyWords, decisionWords as words } from './words'

type Props = {
  /** The name they like. */
  name: string
  programme: string
  today: CivilDate
  /** Who is presumed to decide at their age; otherwise it is said why. */
  presumed: 'themself' | 'carer'
  values: Readonly<Record<string, string | null | undefined>>
  errors?: Errors
}

/**
 * Would you share this even if they said no? What goes with the answer unfolds under it, by style alone: no word of consent stands
 * before the question, and none at all where there is no choice. Posts `anyway`; for a choice `said`, `saidBy`, `carer`, `theirWords`,
 * `saidOn`, `contraryView`; for a duty `basis`, `because`, `told`, `views`; and `until`.
 */
export function DecisionFields({ name, programme, today, presumed, values, errors = {} }: Props) {
  const field = (of: string) => ({ name: of, value: values[of], error: errors[of] })
  const until = values.until || sharedUntil(today)
  return (
    <div className={`deciding presumed-${presumed}`}>
      <Radios
        {...field('anyway')}
        label={words.question(name)}
        options={optionsOf(words.anyway(name))}
        required
      />
      <div className="decision-more if-choice">
        <p className="hint">{words.readOut}</p>
        <blockquote className="quote-out">
          {words.says(programme, formatDay(sharedUntil(today), 'short'))}
        </blockquote>
        <Radios
          {...field('said')}
          label={words.said(name)}
          options={optionsOf(words.saidOptions)}
          across="across"
        />
        <Radios
          {...field('saidBy')}
          value={values.saidBy || presumed}
          label={words.saidBy}
          hint={words.saidByHint}
          options={optionsOf(words.saidByOptions(name))}
        />
        <div className="if-carer">
          <TextField {...field('carer')} label={words.carer} width="medium" optional />
        </div>
        <div className="if-otherwise">
          <TextArea {...field('contraryView')} label={words.contraryView} rows={2} optional />
        </div>
        <TextArea {...field('theirWords')} label={words.theirWords} rows={2} />
        <DateField {...field('saidOn')} value={values.saidOn || today} label={words.saidOn} max={today} />
      </div>
      <div className="decision-more if-duty">
        <Radios {...field('basis')} label={words.basis} options={optionsOf(dutyWords)} />
        <TextArea {...field('because')} label={words.because} rows={2} />
        <TextArea {...field('told')} label={words.told(name)} hint={words.toldHint} rows={2} />
        <TextArea {...field('views')} label={words.views} rows={2} optional />
      </div>
      <DateField
        {...field('until')}
        value={until}
        label={words.until}
        hint={words.untilHint}
        min={today}
        max={addDays(today, DAYS_SHARED_AT_MOST)}
      />
    </div>
  )
}
