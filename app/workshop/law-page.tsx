import { type CivilDate, formatDay } from '~/shared/civil-date'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { DateField, Radios, TextArea } from '~/ui/inputs'
import { Actions, Button, Facts, Tag } from '~/ui/parts'
import type { LawItem, LawLook } from './law-view'
import { lawStateWords, lawWords } from './law-words'

export type LawShown = LawItem & {
  dueOn: CivilDate
  isLate: boolean
  look: LawLook | null
  about: { code: string; title: string }[]
}

/** Every item, those that are late first. */
export function LawList({ items }: { items: readonly LawShown[] }) {
  return (
    <ul className="list" aria-label={lawWords.title}>
      {items.map((each) => (
        <li key={each.item}>
          <p className="who">
            <a href={`/rules/law/${each.item}`}>{each.title}</a>{' '}
            {each.isLate ? <Tag tone="gorse">{lawWords.late}</Tag> : null}
          </p>
          <p>{each.look ? lawStateWords[each.look.state] : each.state}</p>
          <p className="why">{lawWords.due(each.dueOn)}</p>
        </li>
      ))}
    </ul>
  )
}

/** One item: what is open about it, which rules rest on it, who looked last. */
export function LawPage({ item }: { item: LawShown }) {
  const { look } = item
  return (
    <>
      <Facts
        of={[
          {
            label: lawWords.law,
            value: (
              <a href={item.url} rel="noreferrer">
                {item.law}
              </a>
            ),
          },
          { label: lawWords.state, value: item.state },
          { label: lawWords.needed, value: item.needed },
          {
            label: lawWords.rules,
            value:
              item.about.length === 0
                ? lawWords.noRules
                : item.about.map(({ code, title }) => (
                    <span key={code}>
                      <a href={`/rules/${code}`}>{title}</a>{' '}
                    </span>
                  )),
          },
          { label: lawWords.dueBy, value: formatDay(item.dueOn) },
        ]}
      />
      <section aria-labelledby="look">
        <h2 id="look">{lawWords.last}</h2>
        {look ? (
          <Facts
            of={[
              { label: lawWords.stands, value: lawStateWords[look.state] },
              { label: lawWords.from, value: look.effectiveOn && formatDay(look.effectiveOn) },
              { label: lawWords.found, value: <span className="typed">{look.found}</span> },
              { label: lawWords.by, value: `${look.by}, ${formatDay(look.checkedOn)}` },
            ]}
          />
        ) : (
          <p>{lawWords.nobody(item.readOn)}</p>
        )}
      </section>
    </>
  )
}

const states = (['not-in-force', 'in-part', 'in-force', 'not-found', 'settled'] as const).map((value) => ({
  value,
  label: lawStateWords[value],
}))

export function LawForm({
  formKey,
  values = {},
  errors,
}: {
  formKey: string
  values?: Readonly<Record<string, string>>
  errors?: Errors
}) {
  return (
    <form method="post" noValidate>
      <h2>{lawWords.check}</h2>
      <ErrorSummary errors={errors} />
      <Kept formKey={formKey} />
      <Radios
        name="state"
        label={lawWords.stands}
        options={states}
        value={values.state}
        error={errors?.state}
      />
      <TextArea
        name="found"
        label={lawWords.found}
        hint={lawWords.foundHint}
        value={values.found}
        error={errors?.found}
        maxLength={2_000}
      />
      <DateField
        name="effectiveOn"
        label={lawWords.from}
        hint={lawWords.fromHint}
        value={values.effectiveOn}
        error={errors?.effectiveOn}
        optional
      />
      <Actions>
        <Button>{lawWords.save}</Button>
      </Actions>
    </form>
  )
}
