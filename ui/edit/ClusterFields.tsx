import styles from './Form.module.css'
import { ChoiceField, CountField } from './fields.tsx'
import type { FormHand } from './form-hand.ts'
import { groupsOf, rolesOf } from './form-of.ts'
import { linesAt } from './yaml-text.ts'

/** How many nodes of each role there are, and what they run at first. */
export function ClusterFields({
  hand: { yaml, say, isWrong },
  onLine,
}: {
  readonly hand: FormHand
  readonly onLine: (line: number) => void
}) {
  return (
    <section>
      <h3>Cluster</h3>
      <ul className={styles.rows}>
        {rolesOf(yaml).map(({ name: role, releases }) => {
          const groups = groupsOf(yaml, role)
          const [line] = linesAt(yaml, ['cluster', role]) ?? []
          if (groups === null && line !== undefined) {
            return (
              <li key={role} className={styles.role}>
                <b>{role}</b>
                <button type="button" className={styles.link} onClick={() => onLine(line)}>
                  by name, from line {line} on
                </button>
              </li>
            )
          }
          const written = groups ?? [{ path: ['cluster', role], count: 0, release: releases[0] ?? '' }]
          return written.map(({ path, count, release }, i) => (
            <li key={path.join('/')} className={styles.role}>
              <b>{i === 0 ? role : ''}</b>
              <CountField
                label={role}
                count={count}
                isWrong={isWrong(path)}
                onCount={(number) => say(path, `${number} × ${release}`)}
              />
              <ChoiceField
                isBare
                label={`Release of ${role} at first`}
                field={{
                  path,
                  name: role,
                  value: release,
                  isLarge: false,
                  options: [...new Set([...releases, release])].map((name) => ({ name, about: '' })),
                  inherited: null,
                }}
                onChoose={(to) => to !== null && say(path, `${Math.max(count, 1)} × ${to}`)}
              />
            </li>
          ))
        })}
      </ul>
    </section>
  )
}
