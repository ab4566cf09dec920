import { v7 } from 'uuid'

/** A new id: uuidv7, made in the application, so that rows of one moment lie side by side on every supported PostgreSQL. */
export function newId(): string {
  return v7()
}
