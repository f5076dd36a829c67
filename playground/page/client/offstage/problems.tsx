import { TriangleAlert } from 'lucide-react'
import { useWords } from '../words.ts'
import { Section } from './section.tsx'
import { words } from './words.ts'

export function Problems({ problems }: { problems: readonly string[] }) {
  const say = useWords(words)
  if (problems.length === 0) return null
  return (
    <Section title={say.problems} aside={String(problems.length)}>
      <div className="offstage-problems">
        <p>
          <TriangleAlert size={16} aria-hidden="true" />
          {say.problemsAre}
        </p>
        <ul>
          {problems.map((problem, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end, and may say the same twice
            <li key={index}>{problem}</li>
          ))}
        </ul>
      </div>
    </Section>
  )
}
