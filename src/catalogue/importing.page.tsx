// Importing an institution's instruments.
import { InstitutionImport } from '../identity/institutionimport.part.tsx'
import { importCatalogue } from './import.contract.ts'
import { importingPageWords as words } from './importing.words.ts'

export function ImportCataloguePage() {
  return <InstitutionImport words={words} kind="catalogue" start={importCatalogue} />
}
