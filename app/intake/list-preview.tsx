import { formatDay } from '~/shared/civil-date'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { Radios } from '~/ui/inputs'
import { Heading } from '~/ui/page-title'
import { Actions, Button, Facts, Tag } from '~/ui/parts'
import {
  type Alike,
  type Cells,
  columnsOf,
  type ListKind,
  type RowRemark,
  type ShownRow,
  type TrialReport,
} from './list'
import { columnInWords, previewWords, saidOfAlikeWords } from './list-words'
import type { ToldOf } from './lists.server'

/** What a list would do: in numbers, with every problem of twenty rows, and with who may be there already. Then it is started. */
export function ListPreview({
  id,
  kind,
  report,
  beside,
  formKey,
  said,
  errors,
}: {
  id: string
  kind: ListKind
  report: TrialReport
  beside: readonly ToldOf[]
  formKey: string
  said: Readonly<Record<string, string>> | undefined
  errors: Errors | undefined
}) {
  const { alike, alikeBeyond, shown } = report
  return (
    <>
      <ErrorSummary errors={errors} />
      <Counts of={report} />
      {report.refused > 0 ? <p>{previewWords.refusedLater}</p> : null}
      <p>
        <a href={`/imports/${id}/columns`}>{previewWords.columns}</a>
      </p>
      <form method="post" action={`/imports/${id}`}>
        <Kept formKey={formKey} />
        {alike.length > 0 ? (
          <section>
            <Heading>{previewWords.alike}</Heading>
            <p>{previewWords.alikeSays}</p>
            {alike.map((each) => (
              <SameOrNot
                key={each.row}
                kind={kind}
                alike={each}
                there={beside.find((one) => one.id === each.personId)}
                value={said?.[`who.${each.row}`]}
                error={errors?.[`who.${each.row}`]}
              />
            ))}
            {alikeBeyond.length > 0 ? <p>{previewWords.beyond(alikeBeyond.length)}</p> : null}
          </section>
        ) : null}
        <Actions>
          <Button name="act" value="start">
            {previewWords.go}
          </Button>
        </Actions>
      </form>
      <section>
        <Heading>{previewWords.rows}</Heading>
        <p className="why">{previewWords.rowsSay(shown.length, report.read)}</p>
        <ul className="list" aria-label={previewWords.rows}>
          {shown.map((row) => (
            <ShownRowItem key={row.row} kind={kind} row={row} />
          ))}
        </ul>
      </section>
    </>
  )
}

export function Counts({
  of,
  leftOut = 0,
}: {
  of: Pick<TrialReport, 'read' | 'added' | 'changed' | 'unchanged' | 'refused' | 'warned'>
  leftOut?: number
}) {
  const { counts } = previewWords
  const names = ['read', 'added', 'changed', 'unchanged', 'refused', 'warned'] as const
  const told = names
    .filter((name) => name === 'read' || of[name] > 0)
    .map((name) => ({ label: counts[name], value: of[name].toLocaleString('en-GB') }))
  return (
    <Facts of={leftOut > 0 ? [...told, { label: saidOfAlikeWords.out, value: String(leftOut) }] : told} />
  )
}

function ShownRowItem({ kind, row: { row, cells, refused, warned } }: { kind: ListKind; row: ShownRow }) {
  return (
    <li className="list-row">
      <p>
        <b>{previewWords.row(row)}</b> <CellsLine kind={kind} cells={cells} />
      </p>
      <Problems kind={kind} word={previewWords.refused} remarks={refused} />
      <Problems kind={kind} word={previewWords.warned} remarks={warned} />
      {refused.length + warned.length === 0 ? <p className="why">{previewWords.right}</p> : null}
    </li>
  )
}

/** What stands in a row, in the words of the file, each after the name of its column. */
export function CellsLine({
  kind,
  cells,
  without = [],
}: {
  kind: ListKind
  cells: Cells
  without?: readonly string[]
}) {
  const shown = columnsOf(kind).known.filter((column) => cells[column] && !without.includes(column))
  return (
    <span className="cells">
      {shown.map((column) => `${columnInWords(kind, column)}: ${cells[column]}`).join(' · ')}
    </span>
  )
}

function Problems({ kind, word, remarks }: { kind: ListKind; word: string; remarks: readonly RowRemark[] }) {
  return remarks.map(({ column, reason }) => (
    <p className="problem" key={`${column} ${reason}`}>
      <Tag tone="gorse">{word}</Tag>{' '}
      <span>
        {columnInWords(kind, column)}: {reason}.
      </span>
    </p>
  ))
}

function SameOrNot({
  kind,
  alike: { row, cells, personId, other },
  there,
  value,
  error,
}: {
  kind: ListKind
  alike: Alike
  there: ToldOf | undefined
  value: string | undefined
  error: string | undefined
}) {
  const inFile = factsIn(kind, cells)
  const beside = personId === null ? factsIn(kind, other ?? {}) : there ? factsOf(kind, there) : []
  const title = personId === null ? previewWords.above : there ? previewWords.there : previewWords.notYours
  const answers =
    personId !== null && there ? (['same', 'other', 'out'] as const) : (['other', 'out'] as const)
  return (
    <div className="alike">
      <div className="both">
        <div className="card">
          <h3>{previewWords.inTheFile}</h3>
          <Facts of={inFile} />
        </div>
        <div className="card">
          <h3>{title}</h3>
          <Facts of={beside} />
        </div>
      </div>
      <Radios
        name={`who.${row}`}
        label={previewWords.which(row)}
        value={value}
        error={error}
        across="across"
        required
        options={answers.map((answer) => ({ value: answer, label: saidOfAlikeWords[answer] }))}
      />
    </div>
  )
}

const COMPARED = [
  'reference',
  'given_name',
  'family_name',
  'preferred_name',
  'date_of_birth',
  'school',
  'postcode',
]

function factsIn(kind: ListKind, cells: Cells) {
  return COMPARED.map((column) => ({ label: columnInWords(kind, column), value: cells[column] ?? '' }))
}

function factsOf(kind: ListKind, { name, reference, bornOn, school, postcode, id }: ToldOf) {
  return [
    { label: columnInWords(kind, 'reference'), value: reference },
    { label: 'Name', value: <a href={`/people/${id}`}>{name}</a> },
    { label: columnInWords(kind, 'date_of_birth'), value: bornOn === null ? null : formatDay(bornOn) },
    { label: columnInWords(kind, 'school'), value: school },
    { label: columnInWords(kind, 'postcode'), value: postcode },
  ]
}
