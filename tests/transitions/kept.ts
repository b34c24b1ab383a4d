import { addDays, type CivilDate } from '~/shared/civil-date'
import { coversOf, type Decided, nextOn, withDecisions } from '~/transitions/prompts'
import { type Move, reconcile, type TransitionRow } from '~/transitions/reconcile'
import type { Life } from '~/transitions/rule'
import { transitionsIn } from '~/transitions/transitions-in'

type Row = TransitionRow & { id: string; isGone: boolean }

/** What a database holds of one person's transitions, kept in memory. */
export class Kept {
  rows = new Map<string, Row>()
  decisions: { id: string; decided: Decided }[] = []
  moves: Move[] = []

  decisionsOf = (id: string) => this.decisions.filter((each) => each.id === id).map(({ decided }) => decided)

  derive(life: Life) {
    const { put, moved, gone } = reconcile([...this.rows.values()], transitionsIn(life), this.decisionsOf)
    for (const row of put) {
      const id = row.id ?? `t${this.rows.size}`
      this.rows.set(id, { ...row, id, isGone: false })
    }
    for (const id of gone) {
      const row = this.rows.get(id)
      if (row) this.rows.set(id, { ...row, isGone: true, nextOn: null })
    }
    this.moves.push(...moved)
    return put.length + moved.length + gone.length
  }

  decide(id: string, step: string, kind: Decided['kind'], today: CivilDate) {
    const row = this.rows.get(id)
    const prompt = row?.prompts.find((each) => each.step === step)
    if (!row || !prompt) return
    const decided: Decided = {
      step,
      covers: coversOf(row.prompts, step, today),
      kind,
      backOn: kind === 'not-now' ? addDays(today, 7) : null,
      round: prompt.round ?? null,
    }
    this.decisions.push({ id, decided })
    const prompts = withDecisions(row.prompts, this.decisionsOf(id))
    this.rows.set(id, { ...row, prompts, nextOn: nextOn(prompts) })
  }

  live() {
    return [...this.rows.values()].filter(({ isGone }) => !isGone)
  }
}
