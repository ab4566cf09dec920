// Importing an institution's finished service records of earlier years.
import { InstitutionImport } from '../identity/institutionimport.part.tsx'
import { importServiceRecords } from './import.contract.ts'
import { importingPageWords as words } from './importing.words.ts'

export function ImportServicesPage() {
  return <InstitutionImport words={words} kind="services" start={importServiceRecords} />
}
