// Reading and sending by contract, with what was read kept for as long as it is fresh.
import {
  type InfiniteData,
  QueryClient,
  QueryClientProvider,
  type UseQueryOptions,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useRef, useState } from 'react'
import type { Contract, InputSent, Output } from '../kernel/contract.ts'
import { type CallFailed, CallRefused, call } from './call.ts'

export type CallError = CallRefused | CallFailed

const client = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry: (times, error) => !(error instanceof CallRefused) && times < 2, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
})

export function QueryProvider({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}

const AsAnyone = createContext(false)
/** What tells apart the answers to somebody signed in and to anyone. */
const readerOf = (asAnyone: boolean): readonly string[] => (asAnyone ? ['anyone'] : [])

/** What stands inside reads what the public may know, whoever is signed in: a public page shows and prints the same to all. */
export function ReadAsAnyone({ children }: { children: ReactNode }) {
  return <AsAnyone value={true}>{children}</AsAnyone>
}

type ReadOptions<C extends Contract> = Pick<
  UseQueryOptions<Output<C>, CallError>,
  'enabled' | 'staleTime' | 'refetchInterval' | 'refetchOnWindowFocus' | 'placeholderData'
>

/** What an operation answers to this input; read again when either changes. */
export function useRead<C extends Contract>(contract: C, input: InputSent<C>, options: ReadOptions<C> = {}) {
  const asAnyone = use(AsAnyone)
  return useQuery<Output<C>, CallError>({
    queryKey: [contract.name, input, ...readerOf(asAnyone)],
    queryFn: ({ signal }) => call(contract, input, { signal, asAnyone }),
    ...options,
  })
}

/** What an operation answers to each of some inputs; what was read for the inputs before stays until the new answers come. */
export function useReads<C extends Contract>(contract: C, inputs: readonly InputSent<C>[]) {
  const asAnyone = use(AsAnyone)
  return useQueries({
    queries: inputs.map(
      (input): UseQueryOptions<Output<C>, CallError> => ({
        queryKey: [contract.name, input, ...readerOf(asAnyone)],
        queryFn: ({ signal }) => call(contract, input, { signal, asAnyone }),
      }),
    ),
  })
}

/** A list that goes on: page after page by the cursor the server hands out under `nextCursor`. */
export function useReadOn<C extends Contract>(contract: C, input: Omit<InputSent<C>, 'cursor'>, options: { enabled?: boolean } = {}) {
  const asAnyone = use(AsAnyone)
  return useInfiniteQuery<Output<C>, CallError, InfiniteData<Output<C>>, readonly unknown[], string | undefined>({
    queryKey: [contract.name, 'on', input, ...readerOf(asAnyone)],
    queryFn: ({ signal, pageParam }) => call(contract, { ...input, cursor: pageParam } as InputSent<C>, { signal, asAnyone }),
    initialPageParam: undefined,
    getNextPageParam: (last: Output<C>) => (last as { nextCursor?: string | null }).nextCursor ?? undefined,
    ...options,
  })
}

type SendOptions<C extends Contract> = { onDone?: (output: Output<C>, input: InputSent<C>) => void; refresh?: readonly Contract[] }

/**
 * Sends an operation that writes. While no answer has come, the same input goes out under the same Idempotency-Key, so that a retry
 * after a lost answer changes nothing. `refresh` names what is read again afterwards, whether it was done or refused.
 */
export function useSend<C extends Contract>(contract: C, options: SendOptions<C> = {}) {
  const queries = useQueryClient()
  const sent = useRef<{ text: string; key: string }>(undefined)
  return useMutation<Output<C>, CallError, InputSent<C>>({
    mutationFn: async (input) => {
      const text = JSON.stringify(input)
      if (sent.current?.text !== text) sent.current = { text, key: crypto.randomUUID() }
      try {
        const output = await call(contract, input, contract.creates ? { idempotencyKey: sent.current.key } : {})
        sent.current = undefined
        return output
      } catch (error) {
        if (error instanceof CallRefused) sent.current = undefined
        throw error
      }
    },
    onSuccess: (output, input) => options.onDone?.(output, input),
    onSettled: () => Promise.all((options.refresh ?? []).map((one) => queries.invalidateQueries({ queryKey: [one.name] }))),
  })
}

/**
 * Reads everything on the page again every so many seconds, for a screen that nobody touches. `readAt` is when it last could, in
 * milliseconds; `isStale` once a reading failed, until the next one does not.
 */
export function useReadAgain(seconds: number): { readAt: number; isStale: boolean } {
  const queries = useQueryClient()
  const [state, setState] = useState(() => ({ readAt: Date.now(), isStale: false }))
  useEffect(() => {
    const readAll = async () => {
      try {
        await queries.refetchQueries({ type: 'active' }, { throwOnError: true })
        setState({ readAt: Date.now(), isStale: false })
      } catch {
        setState(({ readAt }) => ({ readAt, isStale: true }))
      }
    }
    const clock = setInterval(() => void readAll(), seconds * 1000)
    return () => clearInterval(clock)
  }, [queries, seconds])
  return state
}

/** Forgets everything read; after signing in or out another person is reading. */
export function useForgetAll(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.resetQueries()
}
