import { stories } from './stories.ts'

stories('http')
