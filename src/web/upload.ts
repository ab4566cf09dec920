// Sends a file to the server and tells how far it got, which fetch cannot.
import type { Contract, InputSent, Output } from '../kernel/contract.ts'
import { uploadFile } from '../kernel/kernel.contract.ts'
import { addressOf, CallFailed, refusalOf } from './call.ts'

type OnProgress = (sent: number, total: number) => void

/** Stores a file on the server. @returns the hash by which operations name it. @throws CallRefused, CallFailed */
export function upload(file: File, onProgress: OnProgress): Promise<{ fileHash: string }> {
  return uploadBy(uploadFile, { fileName: file.name, mediaType: file.type || 'application/octet-stream' }, file, onProgress)
}

/** Sends a file by an operation that takes one. @throws CallRefused, CallFailed */
export function uploadBy<C extends Contract>(contract: C, input: InputSent<C>, file: File, onProgress: OnProgress): Promise<Output<C>> {
  const { address } = addressOf(contract, input as Record<string, unknown>)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = (event) => onProgress(event.loaded, event.total)
    request.onerror = () => reject(new CallFailed(0, ''))
    request.onload = () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText))
      else reject(refusalOf(contract, request.status, request.responseText, request.getResponseHeader('x-request-id') ?? ''))
    }
    request.send(file)
  })
}
