// Choosing a file: a button in the words of the page, where the browser's own control speaks the browser's language.
import { type ReactNode, useRef, useState } from 'react'
import { Button } from './field.tsx'

type FilePickerProps = {
  children: ReactNode
  /** Its full name where the words on the button are short. */
  label?: string
  accept: string
  onFile: (file: File) => void
  isBusy?: boolean
  /** Why nothing can be chosen now. */
  reason?: ReactNode
  kind?: 'primary'
  size?: 'small'
  /** The button's own id, so that a summary of errors leads there. */
  id?: string
  /** Says which file was chosen last. */
  isTold?: boolean
}

/** A button that opens the chooser of files and hands on what was chosen; the same file may be chosen once more. */
export function FilePicker({ children, label, accept, onFile, isTold, ...button }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null)
  const [name, setName] = useState('')
  return (
    <div className="file-picker">
      <Button {...button} {...(label === undefined ? {} : { label })} onPress={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label={label ?? (typeof children === 'string' ? children : undefined)}
        accept={accept}
        disabled={Boolean(button.reason)}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (!file || button.isBusy) return
          setName(file.name)
          onFile(file)
        }}
      />
      {isTold && name !== '' && (
        <p className="note" role="status">
          {name}
        </p>
      )}
    </div>
  )
}
