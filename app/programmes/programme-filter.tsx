import { Select, TextField } from '~/ui/inputs'
import { Actions, Button, ButtonLink } from '~/ui/parts'
import { type DirectoryView, directoryViewTo, isNarrowed } from './directory-view'
import { programmeKinds } from './kinds'
import { fieldWords, kindWords, programmeWords } from './words'

/** Which programmes: a form whose address is the view, so that it can be kept and shared. Sends `kind`, `council`, `age`, `whose`. */
export function ProgrammeFilter({ view, councils }: { view: DirectoryView; councils: readonly string[] }) {
  const kinds = programmeKinds
    .map((value) => ({ value, label: kindWords[value] }))
    .sort((one, other) => one.label.localeCompare(other.label, 'en-GB'))
  return (
    <>
      <nav className="filter" aria-label={programmeWords.whose}>
        <ul>
          {(['all', 'ours'] as const).map((whose) => (
            <li key={whose}>
              <a
                href={directoryViewTo({ ...view, whose })}
                aria-current={view.whose === whose ? 'true' : undefined}
              >
                {programmeWords[whose]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <form className="narrow-by" method="get" action="/programmes">
        {view.whose === 'ours' ? <input type="hidden" name="whose" value="ours" /> : null}
        <Select
          name="kind"
          label={fieldWords.kind}
          value={view.kind}
          options={kinds}
          empty={programmeWords.anyKind}
        />
        <Select
          name="council"
          label={fieldWords.council}
          value={view.council}
          options={councils.map((council) => ({ value: council, label: council }))}
          empty={programmeWords.anyCouncil}
        />
        <TextField
          name="age"
          label={fieldWords.age}
          value={view.age === null ? null : String(view.age)}
          width="short"
          inputMode="numeric"
          maxLength={2}
        />
        <Actions>
          <Button kind="quiet">{programmeWords.filter}</Button>
          {isNarrowed(view) ? (
            <ButtonLink
              kind="quiet"
              to={directoryViewTo({ whose: view.whose, kind: null, council: null, age: null })}
            >
              {programmeWords.clear}
            </ButtonLink>
          ) : null}
        </Actions>
      </form>
    </>
  )
}
