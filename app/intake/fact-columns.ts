/** The columns of key-dates.csv. */
export const KEY_DATE_COLUMNS = {
  known: [
    'id',
    'reference',
    'kind',
    'date',
    'time',
    'end_date',
    'certainty',
    'source',
    'document_ref',
    'received_on',
    'recorded_on',
    'details',
    'note',
    'moved_from',
    'withdrawn',
  ],
  required: ['reference', 'kind', 'date'],
} as const
