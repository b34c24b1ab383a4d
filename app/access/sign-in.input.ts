import { z } from 'zod'
import { email } from '~/shared/fields'
import { signInRefusals } from './sign-in-words'
import { PASSWORD_MAX } from './words'

/** Twice the length, since a character may be more than one unit; what is longer was never a password. */
const password = z
  .string({ error: signInRefusals.passwordMissing })
  .min(1, { error: signInRefusals.passwordMissing })
  .max(PASSWORD_MAX * 2, { error: signInRefusals.notRight })

const code = z.string().trim().max(40, { error: signInRefusals.codeUnreadable }).default('')

export const SignInInput = z.object({
  email: email(),
  password,
  code,
  to: z.string().max(2_000).optional(),
  kept: z.string().optional(),
})
export type SignIn = z.infer<typeof SignInInput>

export const ConfirmCodeInput = z.object({
  code: z
    .string({ error: signInRefusals.codeMissing })
    .trim()
    .min(1, { error: signInRefusals.codeMissing })
    .max(40, { error: signInRefusals.codeUnreadable }),
  kept: z.string().optional(),
})

/** Who is signed in shows it again, before something that whoever found the computer open must not do. */
export const NewCodeInput = z.object({
  act: z.enum(['offer', 'renew']).optional(),
  password: password.optional(),
  code,
})
export const EndInput = z.object({
  end: z.union([z.literal('others'), z.uuid()]),
  password: password.optional(),
})

const again = {
  newPassword: z.string({ error: signInRefusals.newPasswordMissing }),
  again: z.string().default(''),
}

export const ChoosePasswordInput = z.object(again)
export const ChangePasswordInput = z.object({ password, ...again })

export const SessionInput = z.object({
  act: z.enum(['stay', 'end']).default('end'),
  to: z.string().optional(),
})
