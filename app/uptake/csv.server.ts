import { stringify } from 'csv-stringify/sync'
import type { Exported } from './insight.server'
import { apartWords, cellWords, insightWords, stepWords, unitWords } from './words'

/** The figures as rows that no spreadsheet takes for a formula. */
export function csvOf({ figures, from, until, weekOn, smallUnder }: Exported): string {
  const rule = smallUnder === null ? '' : `1 to ${smallUnder - 1} hidden, and what would give one away`
  const rows = figures
    ? [
        ...figures.steps.map(({ step, count, share }) => [
          stepWords[step].name,
          cellWords(count),
          share === null ? '' : String(share),
        ]),
        ...figures.apart.map(({ code, count }) => [apartWords[code].name, cellWords(count), '']),
      ]
    : [[insightWords.empty, '', '']]
  const unit = figures ? unitWords[figures.kind].many : ''
  return stringify(
    rows.map((row) => [...row, unit, from, until, weekOn ?? 'live', rule]),
    {
      header: true,
      columns: [
        insightWords.step,
        insightWords.count,
        'Of 100 of the step before',
        'Counted are',
        'From',
        'Until',
        'As of',
        'Rule',
      ],
      bom: true,
      escape_formulas: true,
      record_delimiter: 'windows',
    },
  )
}
