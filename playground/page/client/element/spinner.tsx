import { LoaderCircle } from 'lucide-react'

/** Appears only after a moment: most answers are there before. */
export const Spinner = () => <LoaderCircle className="element-spinner" size={16} aria-hidden />
