import { GRACE, GRACE_MOST } from '~/transitions/settings'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { DateField, TextArea, TextField } from '~/ui/inputs'
import { Actions, Button } from '~/ui/parts'
import type { SettingShown } from './rule-view'
import { changeWords, workshopWords } from './words'

/** All of a rule's settings, to be tried before they are saved. */
export function ChangeForm({
  settings,
  graceDays,
  formKey,
  values = {},
  errors = {},
}: {
  settings: readonly SettingShown[]
  graceDays: number
  formKey: string
  values?: Readonly<Record<string, string>>
  errors?: Errors
}) {
  return (
    <form method="post" noValidate>
      <ErrorSummary errors={errors} />
      <Kept formKey={formKey} />
      {settings.map((setting) => (
        <SettingField
          key={setting.name}
          setting={setting}
          value={values[setting.name] ?? setting.lines.join('\n')}
          error={errors[setting.name]}
        />
      ))}
      <TextField
        name={GRACE}
        label={workshopWords.grace}
        hint={changeWords.graceHint}
        value={values[GRACE] ?? String(graceDays)}
        error={errors[GRACE]}
        inputMode="numeric"
        width="short"
        maxLength={String(GRACE_MOST).length}
      />
      <Actions>
        <Button>{changeWords.try}</Button>
      </Actions>
    </form>
  )
}

function SettingField({
  setting: { name, kind, label },
  value,
  error,
}: {
  setting: SettingShown
  value: string
  error: string | undefined
}) {
  const words = { name, label, value, error }
  if (kind === 'steps')
    return (
      <TextArea {...words} hint={changeWords.stepsHint} rows={Math.max(3, value.split('\n').length + 1)} />
    )
  if (kind === 'limit')
    return (
      <TextField {...words} hint={changeWords.limitHint} inputMode="numeric" width="short" maxLength={5} />
    )
  return <DateField {...words} hint={changeWords.dayHint} />
}
