import { scenario } from '../../src/kernel/test.ts'
import { walkThrough } from '../kit/walked.ts'

scenario('walks take every transition of the first third of the declared procedures', (world) => walkThrough(world, 0))
