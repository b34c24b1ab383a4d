import type { Words } from '../rule'

/**
 * Words by step. `before` and `after` stand for steps that are not named, since an organisation may set steps of its own; where
 * those are missing too, the explanation is said.
 */
export function eventWords(
  title: string,
  explanation: string,
  says: Readonly<Record<string, string>>,
  whatWouldEndIt: string,
  suggestedActions: readonly string[],
): Words {
  return {
    title,
    explanation,
    says: (step) => says[step] ?? says[step.startsWith('-') ? 'before' : 'after'] ?? explanation,
    whatWouldEndIt,
    suggestedActions,
  }
}
