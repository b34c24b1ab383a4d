import type { KeptField } from '~/ui/kept-form'

export type Written = readonly (readonly [name: string, value: string])[]

/** What a form said, without what must never be given back: a password, a code. */
export function worthKeeping(fields: Written): Written {
  return fields.filter(([name]) => !/password|passcode|secret|otp|^code$|^again$/i.test(name))
}

/** How each field is given back: what people wrote to be read and changed, the rest unseen. */
export function asKept(fields: Written): KeptField[] {
  return worthKeeping(fields).map(([name, value]) => {
    const hidden = /^(formKey|version|kept|to|act|end)$|(^id|Id|_id|Key)$/.test(name) || value === ''
    if (hidden) return { name, value, kind: 'hidden' }
    return { name, value, kind: value.length > 60 || value.includes('\n') ? 'text' : 'line' }
  })
}
