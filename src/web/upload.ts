// Sends a file to the server and tells how far it got, which fetch cannot.
import { uploadFile } from '../kernel/kernel.contract.ts'
import { addressOf, CallFailed, refusalOf } from './call.ts'

/** Stores a file on the server. @returns the hash by which operations name it. @throws CallRefused, CallFailed */
export function upload(file: File, onProgress: (sent: number, total: number) => void): Promise<{ fileHash: string }> {
  const { address } = addressOf(uploadFile, { fileName: file.name, mediaType: file.type || 'application/octet-stream' })
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = (event) => onProgress(event.loaded, event.total)
    request.onerror = () => reject(new CallFailed(0, ''))
    request.onload = () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText))
      else reject(refusalOf(uploadFile, request.status, request.responseText, request.getResponseHeader('x-request-id') ?? ''))
    }
    request.send(file)
  })
}
