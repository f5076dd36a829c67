import type { ClusterType, Values } from '../src/clusters/define.ts'
import { secretField } from '../src/clusters/roles.ts'
import type { Secret } from '../src/scaleout/record.ts'
import type { CommandContext } from './context.ts'

/**
 * The password that was typed, sealed, or the name of one that the policy file knows; `null`: the nodes take none. `origin`
 * is bound to the box. Throws where there is no key to seal it, and where no password has that name.
 */
export function secretOf(
  type: ClusterType,
  values: Values,
  origin: string,
  { vault, credential }: CommandContext,
): Secret | null {
  const name = values.credential === undefined ? undefined : String(values.credential)
  const typed = secretField(type)?.wire
  const password = name === undefined ? typed && values[typed] : credential(name)
  if (password === undefined && name !== undefined) throw new Error(`there is no password named ${name}`)
  if (password === undefined) return null
  if (!vault) throw new Error('a password came through without a key to seal it')
  const fingerprint = vault.fingerprint(String(password))
  return name === undefined
    ? { kind: 'sealed', box: vault.seal(String(password), origin), fingerprint }
    : { kind: 'named', name, fingerprint }
}
